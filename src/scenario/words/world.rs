//! Words of the simulated world: what defenders do, and what strikes them.

use serde::{Deserialize, Serialize};

words! {
    /// What kind of act a defence is.
    DefenceKind {
        /// Block an indicator.
        Block => "block",
        /// Cut a system off.
        Isolate => "isolate",
        /// Mend the hole.
        Patch => "patch",
        /// Go over to the fallback.
        FailOver => "fail over",
        /// Bring a service back.
        Restore => "restore",
        /// Keep images and logs before anything is changed.
        PreserveEvidence => "preserve evidence",
        /// Switch the whole estate off, until it is restored.
        SwitchOff => "switch off",
    }
    /// What a stage strikes where another one sits.
    Strikes {
        /// The machines that it holds.
        Infected => "what it holds",
        /// All of the service, at once.
        WholeEstate => "the whole estate",
    }
}
