//! The window as the desk of an exercise on another machine: it joins by a link, and keeps what is written while the
//! line is down.

use startex::net::JoinLink;

use super::driver::Driver;
use super::program::Served;
use super::wire::Wire;

/// From the lobby and back to it: there is one window in a process.
pub(crate) fn tour(window: &Driver) {
    let folder = tempfile::tempdir().unwrap();
    let serve = || Served::of("quickstart", folder.path(), &["--tls"]);
    let mut served = serve();
    let wire = Wire::to(served.link("si-csirt").port);
    let link = JoinLink { port: wire.port, ..served.link("si-csirt") };

    window.click("or https://");
    window.write(&link.to_string());
    window.click("Join");
    window.find("Desk: CSIRT Slovenia, duty officer");
    window.find("The exercise has not started yet");

    window.write("x");
    window.find("Who will see this");
    window.write("4713");
    window.find("4713");
    served.kill();
    wire.cut();
    window.find("The line is down");
    let served = serve();
    wire.lead(served.link("si-csirt").port);
    window.gone("The line is down");
    window.find("4713");
    window.click("Leave to the lobby");
    window.find("Scenarios");
    at_control(window, &served);
}

/// Control keeps the door from another machine, too.
fn at_control(window: &Driver, served: &Served) {
    window.click("or https://");
    window.write(&served.link("excon").to_string());
    window.click("Join");
    window.find("Desk: Exercise control");
    window.click("Door");
    window.find("A seat that is taken twice");
    window.click("Leave to the lobby");
    window.find("Scenarios");
}
