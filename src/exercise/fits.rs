//! Whether a record names only what there is. Whoever believes the facts of a journal, in place of carrying its orders out
//! anew, believes its writer: a chain can be right and a number in it nobody's. Every number of a table is looked at, wherever
//! it stands in a record: what is serialized says of each whose it is.

use std::cell::Cell;
use std::fmt::Display;

use serde::ser::{self, Serialize, Serializer};

use crate::scenario::script::Script;

use super::fact::{Due, Fact, Record};
use super::state::State;

/// Whether all that the record names is there, or comes with it before it is named.
///
/// # Errors
/// What is not there, in words.
pub(super) fn fits(script: &Script, state: &State, record: &Record) -> Result<(), String> {
    let mut there = There::new(script, state);
    let mut behind = There::new(script, state);
    record.facts.iter().for_each(|fact| behind.opens(fact));
    let of = |stranger: Stranger| format!("record {} names {}", record.number, stranger.0);
    record.cause.serialize(&there).map_err(of)?;
    for fact in &record.facts {
        there.opens(fact);
        let known = match fact {
            // Its row says when it is due.
            Fact::Scheduled(_, Due::Inject(_)) => &there,
            // What else is put on the agenda is looked at when it is due.
            Fact::Scheduled(..) | Fact::Cancelled(_) => &behind,
            _ => &there,
        };
        fact.serialize(known).map_err(of)?;
    }
    Ok(())
}

/// How many rows each table has.
struct There<'a> {
    script: &'a Script,
    injects: usize,
    expects: usize,
    duties: usize,
    cases: usize,
    asks: usize,
    messages: usize,
    /// The number that comes next opens this kind of table, which has so many rows.
    asked: Cell<Option<(&'static str, usize)>>,
}

impl<'a> There<'a> {
    fn new(script: &'a Script, state: &State) -> Self {
        Self {
            script,
            injects: state.injects.len(),
            expects: state.expects.len(),
            duties: state.duties.len(),
            cases: state.cases.len(),
            asks: state.asks.len(),
            messages: state.messages.len(),
            asked: Cell::new(None),
        }
    }

    /// Counts the row that the fact adds.
    fn opens(&mut self, fact: &Fact) {
        match fact {
            Fact::Composed(_) => self.injects += 1,
            Fact::ExpectOpened { .. } => self.expects += 1,
            Fact::DutyOpened { .. } => self.duties += 1,
            Fact::CaseOpened { .. } => self.cases += 1,
            Fact::Asked(..) => self.asks += 1,
            Fact::Messaged { .. } => self.messages += 1,
            _ => {}
        }
    }

    /// Rows of the table that this kind of number opens; none for what is no such number.
    fn rows(&self, kind: &str) -> Option<usize> {
        let script = self.script;
        Some(match kind {
            "StateId" => script.states.len(),
            "OrgId" => script.orgs.len(),
            "SeatId" => script.seats.len(),
            "ServiceId" => script.services.len(),
            "ProductId" => script.products.len(),
            "DefenceId" => script.defences.len(),
            "StageId" => script.stages.len(),
            "ContentId" => script.contents.len(),
            "IntelId" => script.intel.len(),
            "IncidentId" => script.incidents.len(),
            "QuestionId" => script.questions.len(),
            "RuleId" => script.rules.len(),
            "ObjectiveId" => script.objectives.len(),
            "FlagId" => script.flags.len(),
            "MechanismId" => script.mechanisms.len(),
            "InjectId" => self.injects,
            "ExpectId" => self.expects,
            "DutyId" => self.duties,
            "CaseId" => self.cases,
            "AskId" => self.asks,
            "MessageId" => self.messages,
            _ => return None,
        })
    }
}

/// Something that is not there, in words.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Stranger(String);

impl ser::Error for Stranger {
    fn custom<T: Display>(words: T) -> Self {
        Self(words.to_string())
    }
}

/// What holds no number of a table.
macro_rules! plain {
    ($($name:ident($($kind:ty),*);)*) => {
        $(fn $name(self, $(_: $kind),*) -> Result<(), Stranger> { Ok(()) })*
    };
}

/// Goes through whatever stands within.
macro_rules! within {
    ($($of:ident: $each:ident($($name:ty)?);)*) => {
        $(impl ser::$of for &There<'_> {
            type Ok = ();
            type Error = Stranger;
            fn $each<T: Serialize + ?Sized>(&mut self, $(_: $name,)? value: &T) -> Result<(), Stranger> {
                value.serialize(&**self)
            }
            fn end(self) -> Result<(), Stranger> {
                Ok(())
            }
        })*
    };
}

within! {
    SerializeSeq: serialize_element();
    SerializeTuple: serialize_element();
    SerializeTupleStruct: serialize_field();
    SerializeTupleVariant: serialize_field();
    SerializeStruct: serialize_field(&'static str);
    SerializeStructVariant: serialize_field(&'static str);
}

impl ser::SerializeMap for &There<'_> {
    type Ok = ();
    type Error = Stranger;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Stranger> {
        key.serialize(&**self)
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Stranger> {
        value.serialize(&**self)
    }
    fn end(self) -> Result<(), Stranger> {
        Ok(())
    }
}

impl Serializer for &There<'_> {
    type Ok = ();
    type Error = Stranger;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    plain! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_u32(self, number: u32) -> Result<(), Stranger> {
        match self.asked.take() {
            Some((kind, rows)) if number as usize >= rows => {
                Err(Stranger(format!("a {kind} of {number}, where there are {rows}")))
            }
            _ => Ok(()),
        }
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        kind: &'static str,
        value: &T,
    ) -> Result<(), Stranger> {
        self.asked.set(self.rows(kind).map(|rows| (kind, rows)));
        value.serialize(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Stranger> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Stranger> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Stranger> {
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Stranger> {
        Ok(self)
    }

    // As the journal's own bytes are written.
    fn is_human_readable(&self) -> bool {
        false
    }
}
