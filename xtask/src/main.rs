//! The project's commands: `cargo xtask <command>`, one file each.

mod audit;
mod bench;
mod build;
mod eval;
mod extract;
mod features;
mod fuzz;
mod miri;
mod offline;
mod pack;
mod serve;
mod setup;
mod test;
mod types;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask <command>

  audit            check licences, origins and known weaknesses of all dependencies
  bench ...        measure speed, memory and bytes beside other libraries
  build            compile the engine to WebAssembly and write www/pkg
  extract FILE ... print what native code finds in texts, as JSON
  pack             build, then make the npm package in dist/package
  fuzz [--seconds N | --runs N] [target ...]
                   feed every stage with what nobody wrote, and print the totals
  miri             interpret the engine's tests, to find undefined behaviour
  serve [--port N] build, then serve www/ on this machine
  test [ring ...]  set up and run every test; rings: native lint node browser package
  eval ...         score the model on corpora given by path
  features ...     write the model's input for documents, for training to read";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    std::env::set_current_dir(setup::root())?;
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = args.split_first() else {
        bail!("{USAGE}")
    };
    match command.as_str() {
        "audit" => audit::run(),
        "bench" => bench::run(rest),
        "build" => build::run(),
        "extract" => extract::run(rest),
        "pack" => pack::run(),
        "serve" => serve::run(rest),
        "eval" => eval::run(rest),
        "features" => features::run(rest),
        "fuzz" => fuzz::run(rest),
        "miri" => miri::run(),
        "test" => test::run(rest),
        _ => bail!("no command {command:?}\n{USAGE}"),
    }
}
