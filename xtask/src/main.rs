//! The project's commands: `cargo xtask <command>`, one file each.

mod build;
mod features;
mod serve;
mod setup;
mod test;
mod types;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  build            compile the engine to WebAssembly and write www/pkg
  serve [--port N] build, then serve www/ on this machine
  test [ring ...]  set up and run every test; rings: native lint node browser
  features ...     write the model's input for documents, for training to read";

fn main() -> Result<()> {
    std::env::set_current_dir(setup::root())?;
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = args.split_first() else {
        bail!("{USAGE}")
    };
    match command.as_str() {
        "build" => build::run(),
        "serve" => serve::run(rest),
        "features" => features::run(rest),
        "test" => test::run(rest),
        _ => bail!("no command {command:?}\n{USAGE}"),
    }
}
