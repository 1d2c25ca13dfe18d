//! Paths out of the folder, requests from elsewhere, too much at once.

use super::client::serve;

#[test]
fn no_path_leads_out_of_the_folder() {
    let server = serve(&[]);
    for path in [
        "../outside/secret.json",
        "..%2foutside%2fsecret.json",
        "%2e%2e%2foutside%2fsecret.json",
        "..%5coutside%5csecret.json",
        "....//outside/secret.json",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "tutorial.json%00",
        "%00.json",
        "%ff.json",
        ".json",
        "",
        "served",
        "nothing.json",
    ] {
        for below in ["plans", "scenarios"] {
            let reply = server.get(&format!("/{below}/{path}"));
            assert!([400, 404].contains(&reply.status), "{path}: {}", reply.status);
            assert!(!reply.body.contains("Birch") && !reply.body.contains("root:"), "{path}");
        }
        let compared = server.get(&format!("/compare?first=tutorial.plan.json&plan={path}"));
        assert!([400, 404, 422].contains(&compared.status), "{path}: {}", compared.status);
        let solved = server.post(&format!("/scenarios/{path}"), "");
        assert!([400, 404, 405].contains(&solved.status), "{path}: {}", solved.status);
    }
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_folder() {
    let server = serve(&[]);
    let link = |to: &std::path::Path, name: &str| {
        std::os::unix::fs::symlink(to, server.served().join(name)).expect("a link");
    };
    link(&server.outside().join("secret.json"), "link.json");
    link(&server.outside(), "folder.json");
    link(&server.served().join("tutorial.json"), "inside.json");
    let pipe = std::process::Command::new("mkfifo").arg(server.served().join("pipe.json")).status();
    assert!(pipe.expect("mkfifo runs").success());
    let list = server.get("/").body;
    assert!(list.contains("inside.json"));
    for name in ["link.json", "folder.json", "pipe.json"] {
        assert!(!list.contains(name), "{name}");
        assert_eq!(server.get(&format!("/scenarios/{name}")).status, 404, "{name}");
        assert_eq!(server.get(&format!("/plans/{name}")).status, 404, "{name}");
    }
}

#[test]
fn requests_from_elsewhere_are_refused() {
    let server = serve(&["--host", "planning.example"]);
    let port = server.address.split(':').nth(1).expect("a port");
    let host =
        |host: &str| server.raw(format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n").as_bytes());
    for own in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("PLANNING.example:{port}")]
    {
        assert_eq!(host(&format!("Host: {own}\r\n")).status, 200, "{own}");
    }
    for foreign in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost.evil.example:{port}\r\n"),
        "Host: \r\n".to_owned(),
        String::new(),
    ] {
        let reply = host(&foreign);
        assert_eq!(reply.status, 403, "{foreign:?}");
        assert!(reply.body.contains("Host"), "it says why");
    }
    let twice = host(&format!("Host: {}\r\nHost: evil.example\r\n", server.address));
    assert_eq!(twice.status, 400);

    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", "", "file://"] {
        let header = format!("Origin: {origin}\r\n");
        assert_eq!(server.get_with("/", &header).status, 403, "{origin}");
        let reply = server.post_with("/scenarios/tutorial.json", "max_offices=3", &header);
        assert_eq!(reply.status, 403, "{origin}");
        assert!(reply.body.contains("foreign Origin"));
    }
    let without = server.post_with("/scenarios/tutorial.json", "max_offices=3", "");
    assert_eq!(without.status, 403, "a change says where from");
    for site in ["cross-site", "same-site"] {
        let header = format!("Origin: http://{}\r\nSec-Fetch-Site: {site}\r\n", server.address);
        assert_eq!(server.get_with("/", &header).status, 403, "{site}");
        assert_eq!(server.post_with("/scenarios/tutorial.json", "max_offices=3", &header).status, 403);
    }
    assert_eq!(server.get("/solves/1").status, 404, "none of these solved anything");
}

#[test]
fn every_answer_binds_the_browser() {
    let server = serve(&[]);
    let pages = ["/", "/scenarios/tutorial.json", "/plans/tutorial.plan.json", "/nothing", "/style.css"];
    for reply in pages.map(|page| server.get(page)) {
        let policy = reply.header("content-security-policy").expect("a policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
    let outside = |page: &str| {
        let links = page.split(['"', '(']).filter(|own| own.contains("://"));
        links.filter(|own| !own.starts_with("http://www.w3.org/")).map(str::to_owned).collect::<Vec<_>>()
    };
    for page in ["/", "/scenarios/tutorial.json", "/live.js", "/style.css"] {
        assert_eq!(outside(&server.get(page).body), Vec::<String>::new(), "{page}");
    }
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let server = serve(&["--largest-body", "1000"]);
    let large = format!("title={}", "x".repeat(100_000));
    let reply = server.post("/scenarios/tutorial.json", &large);
    assert_eq!(reply.status, 413);
    assert!(reply.body.contains("the body is larger than 1000 bytes"));
    let (host, size) = (&server.address, large.len());
    let head = format!(
        "POST /scenarios/tutorial.json HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
         Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Transfer-Encoding: chunked\r\n\r\n{size:x}\r\n"
    );
    assert_eq!(server.raw((head + &large + "\r\n0\r\n\r\n").as_bytes()).status, 413, "in chunks");
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn nonsense_is_refused() {
    let server = serve(&[]);
    let host = &server.address;
    for (request, statuses) in [
        ("hello\r\n\r\n".to_owned(), [400, 0]),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), [400, 505]),
        (format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {}\r\n\r\n", "x".repeat(100_000)), [431, 400]),
        (
            format!("BREW / HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n\r\n"),
            [405, 405],
        ),
        (format!("GET /solves/x HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), [400, 404]),
        (format!("GET /compare?plan=1 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), [422, 422]),
    ] {
        let reply = server.raw(request.as_bytes());
        let shown: String = request.chars().take(60).collect();
        assert!(statuses.contains(&reply.status), "{shown:?}: {}", reply.status);
    }
    let json = server.raw(
        format!(
            "POST /scenarios/tutorial.json HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             Connection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
        )
        .as_bytes(),
    );
    assert_eq!(json.status, 415);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn two_hundred_requests_at_once_are_answered_or_refused() {
    let server = serve(&["--most-requests", "4"]);
    let pages = ["/", "/plans/tutorial.plan.json", "/scenarios/reform.json", "/nothing"];
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let server = &server;
        let readers: Vec<_> =
            (0..200).map(|number| scope.spawn(move || server.get(pages[number % 4]))).collect();
        let replies = readers.into_iter().map(|reader| reader.join().expect("no reader fails"));
        replies
            .map(|reply| {
                let is_told = reply.status != 503 || reply.body.contains("too many requests at once");
                assert!(is_told && reply.body.contains("</html>"), "{}", reply.head);
                reply.status
            })
            .collect()
    });
    assert!(statuses.iter().all(|status| [200, 404, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn an_answer_that_takes_too_long_is_given_up() {
    let server = serve(&["--request-time", "0.001"]);
    let reply = server.get("/plans/tutorial.plan.json");
    assert_eq!(reply.status, 503);
    assert!(reply.body.contains("no answer within 0.001 s"));
}
