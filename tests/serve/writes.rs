//! New files in the folder, and nothing else anywhere.

use std::collections::BTreeMap;
use std::path::Path;

use super::client::{Server, serve};

/// Every file below a folder with its text; links are told, not followed.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.strip_prefix(folder).expect("below it").display().to_string();
        if path.is_symlink() {
            found.insert(name, "a link".to_owned());
        } else if path.is_dir() {
            let below = files(&path).into_iter();
            found.extend(below.map(|(own, text)| (format!("{name}/{own}"), text)));
        } else {
            found.insert(name, std::fs::read_to_string(&path).expect("text"));
        }
    }
    found
}

fn solved(server: &Server) -> String {
    let solve = server.solve("tutorial.json", "max_offices=3");
    server.events(&solve);
    solve
}

#[test]
fn only_plain_names_are_saved() {
    let server = serve(&[]);
    let solve = solved(&server);
    let before = files(server.place.path());
    for name in [
        "",
        "..%2Foutside%2Fx",
        "%2Ftmp%2Fx",
        "..%5Cx",
        "a%2Fb",
        ".hidden",
        "x.json",
        "x%00",
        "x%0Ay",
        "C%3Ax",
        "%C3%A9",
        &"x".repeat(81),
    ] {
        let reply = server.post(&format!("{solve}/save"), &format!("name={name}&title="));
        assert_eq!(reply.status, 422, "{name}");
        assert!(reply.body.contains("a name has 1 to 80 letters"), "{name}");
    }
    assert_eq!(
        server.post(&format!("{solve}/save"), &format!("name=x&title={}", "x".repeat(201))).status,
        422
    );
    assert_eq!(files(server.place.path()), before);
}

#[test]
fn what_is_there_is_never_replaced() {
    let server = serve(&[]);
    let solve = solved(&server);
    std::fs::write(server.served().join("half.plan.json"), "{}").expect("written");
    let before = files(server.place.path());
    for name in ["tutorial", "reform", "half"] {
        let reply = server.post(&format!("{solve}/save"), &format!("name={name}"));
        assert_eq!(reply.status, 409, "{name}");
        assert!(reply.body.contains("is there already; nothing was written"));
    }
    assert_eq!(files(server.place.path()), before);
    assert_eq!(server.post(&format!("{solve}/save"), "name=twice").status, 303);
    assert_eq!(server.post(&format!("{solve}/save"), "name=twice").status, 409);
}

#[cfg(unix)]
#[test]
fn no_link_is_written_through() {
    let server = serve(&[]);
    let solve = solved(&server);
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, server.served().join(name)).expect("a link");
    };
    link(&server.outside().join("new.json"), "a.json");
    link(&server.outside().join("new.plan.json"), "b.plan.json");
    link(&server.outside().join("secret.json"), "c.json");
    link(&server.outside(), "d.json");
    let before = files(server.place.path());
    for name in ["a", "b", "c", "d"] {
        assert_eq!(server.post(&format!("{solve}/save"), &format!("name={name}")).status, 409, "{name}");
    }
    assert_eq!(files(server.place.path()), before);
}

#[test]
fn a_scenario_that_changed_meanwhile_is_not_saved() {
    let server = serve(&[]);
    let solve = solved(&server);
    let path = server.served().join("tutorial.json");
    let text = std::fs::read_to_string(&path).expect("there");
    std::fs::write(&path, text.replace("\"workload\": 4", "\"workload\": 5")).expect("written");
    let before = files(server.place.path());
    let reply = server.post(&format!("{solve}/save"), "name=late");
    assert_eq!(reply.status, 409);
    assert!(reply.body.contains("tutorial.json has changed since it was solved"));
    assert_eq!(files(server.place.path()), before);
    let plan = server.get("/plans/tutorial.plan.json");
    assert_eq!(plan.status, 409);
    assert!(plan.body.contains("is gone or has changed since: solve it again"));
}

#[test]
fn what_is_broken_is_listed_as_such() {
    let server = serve(&[]);
    std::fs::write(server.served().join("broken.json"), "{\"name\": ").expect("written");
    std::fs::write(server.served().join("half.json"), "{\"assignments\": []}").expect("written");
    let list = server.get("/");
    assert_eq!(list.status, 200);
    assert!(list.body.contains("<code>broken.json</code>: not JSON"));
    assert!(list.body.contains("<code>half.json</code>: not a plan"));
    assert_eq!(server.get("/scenarios/broken.json").status, 422);
    assert_eq!(server.get("/plans/half.json").status, 422);
}
