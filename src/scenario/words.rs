//! The field's words, spelt as scenario files, orders and the wire spell them.

use serde::{Deserialize, Serialize};

/// Declares a vocabulary: an enum in `snake_case` with a plain label for people.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident => $label:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every word, in its order.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// How people read it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }
    )*};
}

mod world;
pub use world::{DefenceKind, Strikes};

words! {
    /// The four classes of an incident; the default ladder of the doctrine packs (2025 Blueprint, read as four classes).
    Class {
        /// Below the threshold of significance.
        BelowThreshold => "below threshold",
        /// Significant (NIS2 Art. 23(3)).
        Significant => "significant",
        /// Large-scale (NIS2 Art. 6(7)).
        LargeScale => "large-scale",
        /// A cyber crisis at Union level.
        Crisis => "cyber crisis",
    }
    /// Traffic Light Protocol 2.0 (FIRST, August 2022), from open to closed.
    Tlp {
        /// No limit.
        Clear => "TLP:CLEAR",
        /// The community, not public channels.
        Green => "TLP:GREEN",
        /// The recipient's organisation and its clients.
        Amber => "TLP:AMBER",
        /// The recipient's organisation only.
        AmberStrict => "TLP:AMBER+STRICT",
        /// The named recipients only.
        Red => "TLP:RED",
    }
    /// Permissible Actions Protocol: what a recipient may do with it, from free to passive.
    Pap {
        /// No limit.
        Clear => "PAP:CLEAR",
        /// Active measures allowed (block, ping).
        Green => "PAP:GREEN",
        /// Passive cross-checks only.
        Amber => "PAP:AMBER",
        /// Only what cannot be detected from outside.
        Red => "PAP:RED",
    }
    /// How a message comes.
    Channel {
        /// A mail.
        Mail => "mail",
        /// A call; what is shown is the note of it.
        Phone => "call",
        /// A headline.
        News => "news",
        /// A post on a platform.
        Post => "post",
        /// A letter.
        Letter => "letter",
        /// An alert of a monitoring system.
        Alert => "alert",
        /// A chat message.
        Chat => "chat",
    }
    /// How much of the law the desk offers by itself.
    #[derive(Default)]
    Help {
        /// Only what is lawful is offered, forms filled in, reasons shown.
        Full => "full help",
        /// Everything is offered; hints say what a form is for.
        #[default]
        Hints => "hints",
        /// Everything is offered, nothing is explained.
        None => "no help",
    }
    /// Where in the house of crisis management something is decided.
    Level {
        /// CSIRTs and operators.
        Technical => "technical",
        /// Crisis authorities, EU-CyCLONe.
        Operational => "operational",
        /// Ministers, Council.
        Political => "political",
    }
    /// Root cause, as the NIS Cooperation Group's taxonomy puts it.
    Cause {
        /// System failures.
        SystemFailure => "system failure",
        /// Natural phenomena.
        NaturalPhenomenon => "natural phenomenon",
        /// Human errors.
        HumanError => "human error",
        /// Malicious actions.
        MaliciousAction => "malicious action",
        /// Third-party failures.
        ThirdPartyFailure => "third-party failure",
    }
    /// Outlook for the next six hours (NIS Cooperation Group).
    Outlook {
        /// Improving.
        Improving => "improving",
        /// Stable.
        Stable => "stable",
        /// Worsening.
        Worsening => "worsening",
    }
    /// Yes, no, or not known yet.
    Tri {
        /// Yes.
        Yes => "yes",
        /// No.
        No => "no",
        /// Not known yet.
        Unknown => "not known yet",
    }
    /// How sure an assessment is.
    Confidence {
        /// Low.
        Low => "low confidence",
        /// Moderate.
        Moderate => "moderate confidence",
        /// High.
        High => "high confidence",
    }
    /// What is to be said of an attribution in public.
    Judgement {
        /// It claims more confidence than the evidence that the state holds bears.
        Premature => "premature",
        /// Notes were not compared with the others concerned before, or that is still going on.
        Unilateral => "unilateral",
        /// It blames somebody who did not do it.
        Wrong => "wrong",
        /// None of these.
        Sound => "sound",
    }
    /// What a piece of content is, in law.
    ContentKind {
        /// Untrue and meant to mislead; as such not unlawful.
        Disinformation => "disinformation",
        /// Terrorist content.
        Terrorist => "terrorist content",
        /// Data that was taken from somebody.
        Leak => "stolen data",
    }
    /// How a private organisation that nobody plays answers orders and requests.
    #[derive(Default)]
    Answers {
        /// In half of the time allowed.
        #[default]
        Obliging => "obliging",
        /// In three times the time allowed.
        Slow => "slow",
        /// Not at all: it says no when the time is over.
        Refusing => "refusing",
    }
    /// What the public is told to do.
    Advice {
        /// Nothing is needed.
        None => "no action needed",
        /// Watch for news.
        StayAlert => "stay alert",
        /// Use the fallback (cash, telephone, another provider).
        UseFallback => "use the fallback",
        /// Keep away from the service.
        AvoidService => "avoid the service",
        /// Change credentials.
        ChangeCredentials => "change credentials",
    }
    /// A vote on a case: a request, an offer, a joint measure.
    Vote {
        /// Endorse, approve or accept.
        For => "for",
        /// Object or decline, with a reason.
        Against => "against",
        /// Abstain, with a reason.
        Abstain => "abstain",
    }
    /// How a service stands, in the five steps that every desk shows.
    ServiceStep {
        /// Up to 5 % lost.
        Normal => "normal",
        /// Up to 20 % lost.
        Strained => "strained",
        /// Up to 50 % lost.
        Degraded => "degraded",
        /// Up to 85 % lost.
        Failing => "failing",
        /// Down.
        Down => "down",
    }
    /// The measures of coordination, by their number in the design.
    Measure {
        /// 1: the class was within the defensible set while the seat could know it.
        Classification => "Classification",
        /// 2: every due recipient was told by the clock.
        Notification => "Notification",
        /// 3: information reached those who needed it while it was worth something.
        Information => "Information value",
        /// 4: the first attempt went to the right contact, by the right channel.
        RightContact => "Right contact",
        /// 5: states saw the same, and the right, picture.
        CommonPicture => "Common picture",
        /// 6: the right level was involved when it had to be, and not otherwise.
        Escalation => "Escalation",
        /// 7: states acted together.
        JointAction => "Joint action",
        /// 8: help was asked, offered and answered.
        Assistance => "Assistance",
        /// 9: states told the public one story.
        PublicLine => "Public line",
        /// 10: who is touched abroad was told before a defence was carried out.
        SideEffects => "Side effects announced",
        /// 11: markings were honoured.
        Confidentiality => "Confidentiality",
        /// 12: evidence was kept, and services came back all the same.
        Evidence => "Evidence preserved",
        /// 13: who was named in public, with what right.
        Attribution => "Attribution discipline",
        /// 14: what coordination saved of what it could save, in the model.
        Outcome => "Outcome (model)",
    }
    /// All eighteen sectors of NIS2, energy and transport by their subsectors.
    Sector {
        /// Electricity.
        EnergyElectricity => "electricity",
        /// District heating and cooling.
        EnergyHeating => "district heating",
        /// Oil.
        EnergyOil => "oil",
        /// Gas.
        EnergyGas => "gas",
        /// Hydrogen.
        EnergyHydrogen => "hydrogen",
        /// Air.
        TransportAir => "air transport",
        /// Rail.
        TransportRail => "rail transport",
        /// Water.
        TransportWater => "water transport",
        /// Road.
        TransportRoad => "road transport",
        /// Banking.
        Banking => "banking",
        /// Financial market infrastructures.
        FinancialMarkets => "financial markets",
        /// Health.
        Health => "health",
        /// Drinking water.
        DrinkingWater => "drinking water",
        /// Waste water.
        WasteWater => "waste water",
        /// Digital infrastructure.
        DigitalInfrastructure => "digital infrastructure",
        /// ICT service management, business to business.
        IctServices => "ICT services",
        /// Public administration.
        PublicAdministration => "public administration",
        /// Space.
        Space => "space",
        /// Postal and courier services.
        Postal => "postal services",
        /// Waste management.
        WasteManagement => "waste management",
        /// Chemicals.
        Chemicals => "chemicals",
        /// Food.
        Food => "food",
        /// Manufacturing.
        Manufacturing => "manufacturing",
        /// Digital providers.
        DigitalProviders => "digital providers",
        /// Research.
        Research => "research",
    }
}

impl Sector {
    /// As scenario files spell it: `transport_rail`.
    pub fn word(self) -> String {
        let mut word = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(letter.to_ascii_lowercase());
        }
        word
    }
}

impl ServiceStep {
    /// The step of a service that has lost this share of its function.
    pub fn of(lost: crate::base::Ppm) -> Self {
        match lost.0 {
            0..=50_000 => Self::Normal,
            50_001..=200_000 => Self::Strained,
            200_001..=500_000 => Self::Degraded,
            500_001..=850_000 => Self::Failing,
            _ => Self::Down,
        }
    }
}

impl Measure {
    /// The number in the design, which reports and files keep for good.
    pub const fn number(self) -> u8 {
        match self {
            Self::Classification => 1,
            Self::Notification => 2,
            Self::Information => 3,
            Self::RightContact => 4,
            Self::CommonPicture => 5,
            Self::Escalation => 6,
            Self::JointAction => 7,
            Self::Assistance => 8,
            Self::PublicLine => 9,
            Self::SideEffects => 10,
            Self::Confidentiality => 11,
            Self::Evidence => 12,
            Self::Attribution => 13,
            Self::Outcome => 14,
        }
    }

    /// Whether an expected action may be marked as its due moment (`counts`).
    pub const fn takes_marks(self) -> bool {
        matches!(
            self,
            Self::RightContact
                | Self::Escalation
                | Self::JointAction
                | Self::Assistance
                | Self::PublicLine
                | Self::SideEffects
                | Self::Evidence
                | Self::Attribution
        )
    }

    /// The id in scenario weights and JSON: `classification`, `common_picture`, ….
    pub const fn id(self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Notification => "notification",
            Self::Information => "information",
            Self::RightContact => "right_contact",
            Self::CommonPicture => "common_picture",
            Self::Escalation => "escalation",
            Self::JointAction => "joint_action",
            Self::Assistance => "assistance",
            Self::PublicLine => "public_line",
            Self::SideEffects => "side_effects",
            Self::Confidentiality => "confidentiality",
            Self::Evidence => "evidence",
            Self::Attribution => "attribution",
            Self::Outcome => "outcome",
        }
    }
}

/// What nobody marked is handled as amber: the ceiling of a scenario that names none.
impl Default for Tlp {
    fn default() -> Self {
        Self::Amber
    }
}
