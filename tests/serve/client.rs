//! A served folder of its own for each test, and requests to it, byte by byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn purview(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_purview"));
    command.current_dir(root()).args(args).output().expect("purview starts")
}

/// A temporary folder that holds `served` and `outside`.
pub struct Server {
    pub place: TempDir,
    pub address: String,
    child: Child,
}

/// With `tutorial.json`, its plan, and `reform.json`, which takes long to solve.
pub fn serve(options: &[&str]) -> Server {
    let place = tempfile::tempdir().expect("a temporary folder");
    let served = place.path().join("served");
    let outside = place.path().join("outside");
    std::fs::create_dir(&served).expect("a folder");
    std::fs::create_dir(&outside).expect("a folder");
    std::fs::copy(root().join("scenarios/tutorial.json"), served.join("tutorial.json")).expect("a copy");
    std::fs::copy(root().join("scenarios/tutorial.json"), outside.join("secret.json")).expect("a copy");
    let reform = serde_json::json!({
        "schema_version": 1,
        "name": "reform",
        "extends": root().join("scenarios/two-tier-2023.json"),
    });
    std::fs::write(served.join("reform.json"), reform.to_string()).expect("written");
    let plan = served.join("tutorial.plan.json");
    let solved = Command::new(env!("CARGO_BIN_EXE_purview"))
        .current_dir(&served)
        .args(["solve", "tutorial.json", "-o"])
        .arg(&plan)
        .output();
    assert!(solved.expect("purview starts").status.success());
    let mut child = Command::new(env!("CARGO_BIN_EXE_purview"))
        .arg("serve")
        .arg(&served)
        .args(["--listen", "127.0.0.1:0"])
        .args(options)
        .stderr(Stdio::piped())
        .spawn()
        .expect("purview starts");
    let mut talk = BufReader::new(child.stderr.take().expect("piped"));
    let mut line = String::new();
    talk.read_line(&mut line).expect("it says where it is");
    let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
    let address = address.to_owned();
    // Nobody reads what else it says, and it must not be held up by that.
    std::thread::spawn(move || std::io::copy(&mut talk, &mut std::io::sink()));
    Server { place, address, child }
}

pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl Server {
    pub fn served(&self) -> PathBuf {
        self.place.path().join("served")
    }

    pub fn outside(&self) -> PathBuf {
        self.place.path().join("outside")
    }

    /// Sends a request as it is, and reads until the other side closes.
    pub fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        // It may have refused before all is sent.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        reply(&String::from_utf8_lossy(&bytes))
    }

    pub fn get(&self, path: &str) -> Reply {
        self.get_with(path, "")
    }

    /// `more`: header lines, each with its end.
    pub fn get_with(&self, path: &str, more: &str) -> Reply {
        let host = &self.address;
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n").as_bytes())
    }

    /// Sends a form as a page of the server does.
    pub fn post(&self, path: &str, form: &str) -> Reply {
        self.post_with(path, form, &format!("Origin: http://{}\r\n", self.address))
    }

    pub fn post_with(&self, path: &str, form: &str, more: &str) -> Reply {
        let (host, length) = (&self.address, form.len());
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{more}\r\n"
        );
        self.raw((head + form).as_bytes())
    }

    /// Begins a solve; gives back its address.
    pub fn solve(&self, file: &str, form: &str) -> String {
        let reply = self.post(&format!("/scenarios/{file}"), form);
        assert_eq!(reply.status, 303, "{}", reply.body);
        reply.header("location").expect("a redirect says where to").to_owned()
    }

    /// Every event of a solve until the stream ends.
    pub fn events(&self, solve: &str) -> Vec<(String, serde_json::Value)> {
        let reply = self.get(&format!("{solve}/events"));
        assert_eq!(reply.header("content-type"), Some("text/event-stream"));
        let lines: Vec<&str> = reply.body.lines().collect();
        let events = lines.windows(2).filter_map(|pair| {
            let (kind, data) = (pair[0].strip_prefix("event: ")?, pair[1].strip_prefix("data: ")?);
            Some((kind.to_owned(), serde_json::from_str(data).expect("JSON")))
        });
        events.collect()
    }

    /// The events of a solve as they come: the answer has begun.
    pub fn stream(&self, solve: &str) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        let request =
            format!("GET {solve}/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        (&stream).write_all(request.as_bytes()).expect("it reads");
        let mut stream = BufReader::new(stream);
        let mut status = String::new();
        stream.read_line(&mut status).expect("it answers");
        assert!(status.starts_with("HTTP/1.1 200"), "{status}");
        stream
    }

    pub fn interrupt(&self) {
        let signal = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(signal.expect("kill runs").success());
    }

    /// The exit status once it has ended.
    pub fn wait(&mut self) -> Option<i32> {
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Chunks are put together.
fn reply(text: &str) -> Reply {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    let is_chunked = head.to_lowercase().contains("transfer-encoding: chunked");
    let body = if is_chunked { together(body) } else { body.to_owned() };
    Reply { status, head: head.to_owned(), body }
}

fn together(mut chunks: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = chunks.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a size");
        whole.push_str(&rest[..size.min(rest.len())]);
        chunks = rest.get(size + 2..).unwrap_or("");
    }
    whole
}
