//! Look, change, solve, watch, cancel, compare, save, end.

use std::io::Read;

use super::client::{purview, serve};

#[test]
fn a_change_is_solved_watched_compared_and_saved() {
    let server = serve(&[]);
    let list = server.get("/");
    assert_eq!(list.status, 200);
    for expected in ["/scenarios/tutorial.json", "/scenarios/reform.json", "/plans/tutorial.plan.json"] {
        assert!(list.body.contains(expected), "{expected}");
    }
    assert!(server.get("/scenarios/tutorial.json").body.contains("Birch in the plan"));

    // scenarios/tutorial.md: the third office pays.
    let solve = server.solve("tutorial.json", "budget=&min_offices=&max_offices=3&site.D=keep");
    let events = server.events(&solve);
    let (last, progress) = events.split_last().expect("events");
    assert_eq!((last.0.as_str(), &last.1["status"]), ("end", &"optimal".into()));
    assert!(progress.iter().all(|(kind, _)| kind == "progress"));
    let page = server.get(&solve).body;
    for expected in ["236,000", "optimal within 0.01 %", "count.offices.max: 3", "retention.keep: D"] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    let number = solve.rsplit('/').next().expect("a number");
    let pack = server.get(&format!("/plans/{number}"));
    assert!(
        pack.body.contains("id=\"drawing\"") && pack.body.contains("All scenarios and plans"),
        "a review pack"
    );
    let compared = server.get(&format!("/compare?first=tutorial.plan.json&plan={number}"));
    assert_eq!(compared.status, 200);
    assert!(compared.body.contains("−2,000"), "it is cheaper by EUR 2,000");

    let saved = server.post(&format!("{solve}/save"), "name=three&title=Three+offices");
    assert_eq!((saved.status, saved.header("location")), (303, Some("/plans/three.plan.json")));
    let written = |name: &str| std::fs::read_to_string(server.served().join(name)).expect("written");
    insta::assert_snapshot!(written("three.json"), @r#"
    {
      "schema_version": 1,
      "name": "three",
      "title": "Three offices",
      "extends": "tutorial.json",
      "rules": {
        "count": {
          "offices": {
            "max": 3
          }
        },
        "retention": {
          "state": "hard",
          "keep": [
            {
              "office": "D",
              "reason": "asked for on the live page"
            }
          ]
        }
      }
    }
    "#);
    let plan: serde_json::Value = serde_json::from_str(&written("three.plan.json")).expect("JSON");
    assert_eq!(plan["objective"], 23_600_000);
    let plan = server.served().join("three.plan.json");
    assert!(purview(&["check", plan.to_str().expect("plain")]).status.success());
    assert!(server.get("/").body.contains("Three offices"));
    assert_eq!(server.get("/plans/three.plan.json").status, 200);
}

#[test]
fn what_is_left_as_it_is_changes_nothing() {
    let server = serve(&[]);
    let solve = server.solve("tutorial.json", "budget=&min_offices=&max_offices=2&site.B=&site.D=&site.E=");
    server.events(&solve);
    let page = server.get(&solve).body;
    assert!(page.contains("<dt>Changed</dt><dd>nothing</dd>") && page.contains("238,000"), "{page}");
}

#[test]
fn a_solve_that_is_cancelled_ends() {
    let server = serve(&["--most-solves", "1"]);
    let solve = server.solve("reform.json", "budget=21,600,000&max_offices=48&min_offices=48");
    let page = server.get(&solve).body;
    assert!(page.contains("Cancel") && page.contains("budget.total.max: 21600000<"), "{page}");
    let second = server.post("/scenarios/tutorial.json", "max_offices=2");
    assert_eq!(second.status, 503);
    assert!(
        second.body.contains("no more solves than 1 may run at once")
            && second.header("retry-after").is_some()
    );
    assert_eq!(server.post(&format!("{solve}/save"), "name=early").status, 409);
    assert_eq!(server.post(&format!("{solve}/cancel"), "").status, 303);
    let events = server.events(&solve);
    let status = &events.last().expect("an end").1["status"];
    assert!(status == "feasible" || status == "no plan", "{status}");
    server.events(&server.solve("tutorial.json", "max_offices=2"));
}

#[test]
fn what_cannot_be_is_said() {
    let server = serve(&[]);
    let solve = server.solve("tutorial.json", "budget=1");
    assert_eq!(server.events(&solve).last().expect("an end").1["status"], "infeasible");
    assert!(server.get(&solve).body.contains("proved that no plan keeps every hard rule"));
    let refused = server.post("/scenarios/tutorial.json", "min_offices=9&max_offices=3");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("the minimum of 9 is above the maximum of 3"), "{}", refused.body);
    for (form, why) in [
        ("budget=much", "amount of money, not `much`"),
        ("max_offices=-1", "to be whole, not `-1`"),
        ("site.Q=keep", "there is no country `Q`"),
    ] {
        let refused = server.post("/scenarios/tutorial.json", form);
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(why), "{why} in {}", refused.body);
    }
}

#[test]
fn ctrl_c_ends_it_with_solves_and_readers_under_way() {
    let mut server = serve(&[]);
    let solve = server.solve("reform.json", "max_offices=48&min_offices=48");
    let mut reader = server.stream(&solve);
    server.interrupt();
    reader.read_to_end(&mut Vec::new()).expect("the stream ends");
    assert_eq!(server.wait(), Some(0));
}

#[test]
fn what_cannot_be_served_is_said() {
    let nowhere = purview(&["serve", "no/such/folder", "--listen", "127.0.0.1:0"]);
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("no/such/folder cannot be served"));
}

#[test]
fn a_blank_is_no_limit_and_an_old_title_is_not_kept_in_translation() {
    let server = serve(&[]);
    let translated = r#"{"schema_version": 1, "name": "translated", "extends": "tutorial.json",
        "translations": {"fr": {"title": "Six pays", "countries": {"A": "Aulne"}}}}"#;
    std::fs::write(server.served().join("translated.json"), translated).expect("written");
    let solve = server.solve("translated.json", "max_offices=");
    server.events(&solve);
    let page = server.get(&solve).body;
    assert!(page.contains("count.offices.max: no limit") && page.contains("236,000"), "{page}");
    assert_eq!(server.post(&format!("{solve}/save"), "name=free&title=Free").status, 303);
    let written = std::fs::read_to_string(server.served().join("free.json")).expect("written");
    insta::assert_snapshot!(written, @r#"
    {
      "schema_version": 1,
      "name": "free",
      "title": "Free",
      "extends": "translated.json",
      "translations": {
        "fr": {
          "title": null
        }
      },
      "rules": {
        "count": {
          "offices": {
            "max": null
          }
        }
      }
    }
    "#);
    let pack = server.get("/plans/free.plan.json").body;
    assert!(pack.contains("Aulne") && pack.contains("Free") && !pack.contains("Six pays"));
    let plan = server.served().join("free.plan.json");
    assert!(purview(&["check", plan.to_str().expect("plain")]).status.success());
}
