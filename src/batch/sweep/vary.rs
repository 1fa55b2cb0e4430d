//! Parameters that a sweep varies, by the names of the scenario.

use std::sync::Arc;

use crate::base::{Ppm, Span};
use crate::scenario::compile::{Times, When};
use crate::scenario::script::Script;
use crate::scenario::words::Measure;

use crate::batch::mix::Mix;
use crate::batch::trial::Setup;

/// What parameters there are, for messages.
const KNOWN: &str = "`bots`, `weight.MEASURE`, `stage.ID.at`, `stage.ID.impact`, `stage.ID.lasts`, \
                     `service.ID.fallback`, `intel.ID.half_life`, `intel.ID.value`, `defence.ID.takes`";

/// A parameter with the values that it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vary {
    /// Its name.
    pub name: String,
    /// Its values, as they were written.
    pub values: Vec<String>,
}

impl Vary {
    /// Reads `PARAM=VALUE,VALUE`; values of `bots` are mixtures, with `;` between them since they hold commas.
    ///
    /// # Errors
    /// What is missing.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, values) =
            text.split_once('=').ok_or_else(|| format!("`{text}`: write PARAM=VALUE,VALUE"))?;
        let name = name.trim().to_owned();
        let between = if name == "bots" { ';' } else { ',' };
        let values: Vec<String> =
            values.split(between).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).collect();
        if values.is_empty() {
            return Err(format!("`{name}` has no values"));
        }
        Ok(Self { name, values })
    }

    /// Sets the parameter of a setup.
    pub(super) fn set(&self, setup: &mut Setup, value: &str) -> Result<(), String> {
        if self.name == "bots" {
            setup.mix = Mix::parse(value, &setup.script)?;
            return Ok(());
        }
        let mut script = (*setup.script).clone();
        self.change(&mut script, value)?;
        setup.script = Arc::new(script);
        Ok(())
    }

    fn change(&self, script: &mut Script, value: &str) -> Result<(), String> {
        let unknown = || format!("there is no parameter `{}`; there are {KNOWN}", self.name);
        let parts: Vec<&str> = self.name.split('.').collect();
        let row = |kind: &str, id: &str| format!("`{}`: the scenario has no {kind} `{id}`", self.name);
        match parts.as_slice() {
            ["weight", id] => {
                let measure =
                    Measure::ALL.iter().find(|m| m.id() == *id).ok_or_else(|| row("measure", id))?;
                let weight = value.parse().map_err(|_| format!("`{value}` is no weight"))?;
                script.weights.insert(*measure, weight);
            }
            ["stage", id, what] => {
                let stage = *script.names.stages.get(*id).ok_or_else(|| row("stage", id))?;
                let clock = script.clock;
                let stage = &mut script.stages[stage];
                match *what {
                    "at" => match (Times { clock }).parse(value)? {
                        When::At(at) => stage.at = Some(at),
                        When::After(..) => return Err(format!("`{value}` is no moment")),
                    },
                    "impact" => stage.impact = share(value)?,
                    "lasts" => stage.lasts = span(value)?,
                    _ => return Err(unknown()),
                }
            }
            ["service", id, "fallback"] => {
                let service = *script.names.services.get(*id).ok_or_else(|| row("service", id))?;
                script.services[service].fallback = share(value)?;
            }
            ["intel", id, what] => {
                let item = *script.names.intel.get(*id).ok_or_else(|| row("item", id))?;
                let item = &mut script.intel[item];
                match *what {
                    "half_life" => item.half_life = span(value)?,
                    "value" => item.value = value.parse().map_err(|_| format!("`{value}` is no value"))?,
                    _ => return Err(unknown()),
                }
            }
            ["defence", id, "takes"] => {
                let defence = *script.names.defences.get(*id).ok_or_else(|| row("defence", id))?;
                script.defences[defence].takes = span(value)?;
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }
}

fn share(value: &str) -> Result<Ppm, String> {
    let share: f64 =
        value.parse().map_err(|_| format!("`{value}` is no share; write a number from 0 to 1"))?;
    match (0.0..=1.0).contains(&share) {
        true => Ok(Ppm::from_f64(share)),
        false => Err(format!("`{value}` is no share; write a number from 0 to 1")),
    }
}

fn span(value: &str) -> Result<Span, String> {
    Span::parse(value).map_err(|why| format!("`{value}`: {why}"))
}
