//! What a command needs on a fresh machine: finds it, or installs it and says so.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

/// Names under which systems install Chromium, in the order of preference.
const CHROMIUM_NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// The oldest Node that runs the tests: its test runner is stable there.
const NODE_MAJOR: u32 = 20;

/// The repository's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
}

/// Prints what begins, runs it with its output shown, and prints how long it took.
pub fn step(what: &str, command: &mut Command) -> Result<()> {
    eprintln!("\n── {what}");
    let start = Instant::now();
    let status = command
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("could not start {:?}", command.get_program()))?;
    if !status.success() {
        bail!("{what}: failed ({status})");
    }
    eprintln!("   {what}: {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// The cargo that runs this command, with the words of `line` as its arguments.
pub fn cargo(line: &str) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(line.split_whitespace());
    command
}

/// Makes sure that the wasm target is installed.
pub fn wasm_target() -> Result<()> {
    let sysroot = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()
        .context("could not start rustc")?;
    let sysroot = PathBuf::from(String::from_utf8_lossy(&sysroot.stdout).trim());
    if sysroot
        .join("lib/rustlib/wasm32-unknown-unknown/lib")
        .exists()
    {
        return Ok(());
    }
    step(
        "install the wasm target",
        Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
    )
    .context("the Rust target wasm32-unknown-unknown is missing and rustup could not install it")
}

/// Makes sure that the npm packages of the tests are installed as `package-lock.json` has them.
pub fn npm_packages() -> Result<()> {
    let node = Command::new("node").arg("--version").output();
    let major = node.ok().and_then(|out| {
        String::from_utf8_lossy(&out.stdout)
            .trim()
            .trim_start_matches('v')
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    match major {
        Some(major) if major >= NODE_MAJOR => {}
        _ => bail!(
            "Node {NODE_MAJOR} or newer is needed for the browser tests: https://nodejs.org/en/download"
        ),
    }
    // npm writes this file last: its absence or age says that an install is due.
    let stamp = Path::new("node_modules/.package-lock.json");
    let newer = |path: &str| -> Option<bool> {
        Some(
            Path::new(path).metadata().ok()?.modified().ok()?
                > stamp.metadata().ok()?.modified().ok()?,
        )
    };
    if newer("package-lock.json") == Some(false) {
        return Ok(());
    }
    step(
        "install npm packages",
        Command::new("npm").args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]),
    )
}

/// The path of Chromium, installed through the system's package manager where there is none.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        return Ok(path);
    }
    if let Some(path) = CHROMIUM_NAMES.iter().find_map(|name| on_path(name)) {
        return Ok(path);
    }
    let hint = "Chromium is needed for the browser tests: run `sudo apt-get install chromium`, \
                or set CHROMIUM to the path of a Chrome or Chromium";
    if on_path("apt-get").is_none() || !is_root() {
        bail!(hint);
    }
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(args);
        command
    };
    step("update the package lists", &mut apt(&["update", "-qq"])).context(hint)?;
    step(
        "install Chromium",
        &mut apt(&[
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            "chromium",
            "fonts-liberation",
        ]),
    )
    .context(hint)?;
    on_path("chromium").context(hint)
}

/// The first executable of this name on the search path.
pub fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| out.stdout.trim_ascii() == b"0")
}
