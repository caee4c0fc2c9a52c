//! `fuzz`: feeds every stage with what nobody wrote, for as long as is asked, and adds up what was done.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::setup::{cargo, on_path, step};

/// Corpora, crashers, logs and totals lie here; none of it belongs into the repository.
const FOLDER: &str = "target/fuzz";

/// Seconds for each target where none are given.
const SECONDS: u64 = 60;

/// Bytes of an input at most: a byte of it can stand for a word, so this is a long article.
const LONGEST: u32 = 1024;

/// Seconds after which one input counts as a hang, even on a machine with other things to do.
const HANG: u32 = 600;

/// How libFuzzer exits when it is interrupted, which is no crash.
const INTERRUPTED: i32 = 72;

/// What makes libFuzzer see which code ran and which values were compared. No nightly compiler is
/// needed for these.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// What was done to a target, in all runs so far.
#[derive(Default, Serialize, Deserialize)]
struct Total {
    executions: u64,
    cpu_seconds: f64,
    crashers: u64,
}

/// Builds the fuzzer and runs the targets named, or all, one after the other.
pub fn run(args: &[String]) -> Result<()> {
    let (mut limit, mut wanted) = (format!("-max_total_time={SECONDS}"), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let option = match arg.as_str() {
            "--seconds" => "-max_total_time",
            "--runs" => "-runs",
            _ => {
                wanted.push(arg.as_str());
                continue;
            }
        };
        let number = args.next().and_then(|n| n.parse::<u64>().ok());
        let number = number.with_context(|| format!("{arg} needs a number"))?;
        limit = format!("{option}={number}");
    }
    let fuzzer = build()?;
    let list = Command::new(&fuzzer).env("WHOSAID_FUZZ", "list").output()?;
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    if let Some(unknown) = wanted.iter().find(|w| list.lines().all(|t| t != **w)) {
        bail!(
            "no target {unknown:?}; targets: {}",
            list.replace('\n', " ")
        );
    }
    let mut crashed = Vec::new();
    for target in list
        .lines()
        .filter(|t| wanted.is_empty() || wanted.contains(t))
    {
        let done = fuzz(&fuzzer, target, &limit)?;
        report(target, &done);
        if done.crashers > 0 {
            crashed.push(target);
        }
        let mut totals = totals()?;
        let total = totals.entry(target.to_owned()).or_default();
        total.executions += done.executions;
        total.cpu_seconds += done.cpu_seconds;
        total.crashers += done.crashers;
        fs::write(totals_path(), serde_json::to_string_pretty(&totals)?)?;
    }
    eprintln!("\n── in all runs so far ({})", totals_path().display());
    let mut sum = Total::default();
    for (target, total) in totals()? {
        report(&target, &total);
        sum.executions += total.executions;
        sum.cpu_seconds += total.cpu_seconds;
        sum.crashers += total.crashers;
    }
    report("all", &sum);
    if !crashed.is_empty() {
        bail!("crashers in {FOLDER}/crashes: {}", crashed.join(" "));
    }
    Ok(())
}

fn totals_path() -> PathBuf {
    Path::new(FOLDER).join("totals.json")
}

fn totals() -> Result<BTreeMap<String, Total>> {
    match fs::read(totals_path()) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
        Err(_) => Ok(BTreeMap::new()),
    }
}

fn report(target: &str, total: &Total) {
    eprintln!(
        "   {target:10} {:>12} executions {:>8.0} s of CPU {:>3} crashers",
        total.executions, total.cpu_seconds, total.crashers
    );
}

fn build() -> Result<PathBuf> {
    if ["c++", "g++", "clang++"]
        .iter()
        .all(|name| on_path(name).is_none())
    {
        bail!("a C++ compiler is needed to build libFuzzer: run `sudo apt-get install g++`");
    }
    let rustc = Command::new("rustc").arg("-vV").output()?;
    let rustc = String::from_utf8_lossy(&rustc.stdout).into_owned();
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc tells no host")?;
    // With the target named, the flags stay away from what runs while building.
    let line = format!(
        "build --quiet --release --locked --manifest-path tests/fuzz/Cargo.toml --target {host} --target-dir {FOLDER}/build"
    );
    step("build the fuzzer", cargo(&line).env("RUSTFLAGS", FLAGS))?;
    Ok(Path::new(FOLDER).join(format!("build/{host}/release/whosaid-fuzz")))
}

fn fuzz(fuzzer: &Path, target: &str, limit: &str) -> Result<Total> {
    let [corpus, crashes] = ["corpus", "crashes"].map(|f| Path::new(FOLDER).join(f).join(target));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&crashes)?;
    let log = Path::new(FOLDER).join(format!("{target}.log"));
    let (before, start) = (cpu_seconds(), Instant::now());
    let status = Command::new(fuzzer)
        .env("WHOSAID_FUZZ", target)
        .args([&corpus, Path::new("tests/fuzz/seeds")])
        .args([limit, "-print_final_stats=1", "-len_control=20"])
        .arg(format!("-max_len={LONGEST}"))
        .arg(format!("-timeout={HANG}"))
        .arg(format!("-artifact_prefix={}/", crashes.display()))
        .stderr(File::create(&log)?)
        .status()
        .context("could not start the fuzzer")?;
    let log = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    if !status.success() {
        let told = log.lines().skip_while(|line| !line.contains("panicked at"));
        told.take(6).for_each(|line| eprintln!("   {line}"));
    }
    Ok(Total {
        executions: executions(&log),
        cpu_seconds: match (before, cpu_seconds()) {
            (Some(before), Some(after)) => after - before,
            _ => start.elapsed().as_secs_f64(),
        },
        crashers: u64::from(!status.success() && status.code() != Some(INTERRUPTED)),
    })
}

/// How often libFuzzer says that it ran the target: at its end, or in the last line before a crash.
fn executions(log: &str) -> u64 {
    let number = |line: &str| {
        let counted = line.strip_prefix("stat::number_of_executed_units:");
        let word = counted
            .or(line.strip_prefix('#'))?
            .split_whitespace()
            .next();
        word?.parse().ok()
    };
    log.lines().rev().find_map(number).unwrap_or(0)
}

/// CPU time of all children so far, where the system tells it.
fn cpu_seconds() -> Option<f64> {
    /// The unit of /proc, on every Linux.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in parentheses may hold spaces; user and system time of children are the 14th and 15th
    // field after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(13).take(2);
    Some(ticks.filter_map(|n| n.parse::<f64>().ok()).sum::<f64>() / TICKS)
}
