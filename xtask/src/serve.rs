//! `serve`: builds, then serves `www/` over HTTP on this machine with the headers of `www/_headers`.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Context, Result, anyhow, bail};
use tiny_http::{Header, Request, Response, Server};

use crate::offline;

const DEFAULT_PORT: u16 = 8000;

/// Connections answered side by side: a page asks for about a dozen files at once.
const THREADS: usize = 4;

/// Builds and serves until interrupted.
pub fn run(args: &[String]) -> Result<()> {
    let port = match args {
        [] => DEFAULT_PORT,
        [flag, port] if flag == "--port" => port.parse().context("--port takes a number")?,
        _ => bail!("usage: cargo xtask serve [--port N]"),
    };
    crate::build::run()?;
    let headers = Arc::new(headers()?);
    let server = Server::http(("127.0.0.1", port))
        .map_err(|error| anyhow!("port {port}: {error}; try --port"))?;
    let server = Arc::new(server);
    println!("\nhttp://localhost:{port}/");
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (server, headers) = (server.clone(), headers.clone());
            thread::spawn(move || {
                for request in server.incoming_requests() {
                    // A browser that went away before its answer is no reason to stop.
                    let _ = answer(request, &headers);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

/// The headers that `www/_headers` sets for every path: a `/*` line, then one indented header a line.
fn headers() -> Result<Vec<Header>> {
    let file = fs::read_to_string("www/_headers").context("www/_headers")?;
    file.lines()
        .filter(|line| line.starts_with(' '))
        .map(|line| {
            line.trim()
                .parse()
                .map_err(|()| anyhow!("www/_headers: not a header: {line}"))
        })
        .collect()
}

fn answer(request: Request, headers: &[Header]) -> std::io::Result<()> {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    // Made anew for every request: files are being edited while they are served.
    if path.strip_prefix('/') == Some(offline::LIST)
        && let Ok(list) = offline::list()
    {
        fs::write(Path::new("www").join(offline::LIST), list)?;
    }
    let Some((file, kind)) =
        locate(path).and_then(|path| Some((File::open(&path).ok()?, media_type(&path))))
    else {
        return request.respond(Response::from_string("not found").with_status_code(404));
    };
    let mut response = Response::from_file(file);
    for header in headers {
        response.add_header(header.clone());
    }
    response.add_header(Header {
        field: "Content-Type".parse().expect("a token"),
        value: kind.parse().expect("ASCII"),
    });
    request.respond(response)
}

/// The file for a URL's path, or none where the path would leave `www/`.
fn locate(path: &str) -> Option<PathBuf> {
    let inside = path.strip_prefix('/')?;
    if inside.split('/').any(|part| part == "..") || inside.contains('\\') {
        return None;
    }
    let file = Path::new("www").join(inside);
    if file.is_dir() {
        Some(file.join("index.html"))
    } else {
        file.is_file().then_some(file)
    }
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md" | "ts") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
