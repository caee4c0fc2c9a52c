//! Makes the npm package in `dist/package` from `www/`: the modules that its entry points reach, what
//! these load, their declarations, and what lies in `xtask/npm/`.
//!
//! usage: node xtask/npm/pack.mjs <version> <bill of materials> <shrunken module>…

import { createHash } from "node:crypto";
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
const from = join(root, "www");
const to = join(root, "dist/package");

/** What a module imports before it runs. */
const STATIC = [/\bfrom\s*["'](\.[^"']+)["']/g, /\bimport\s*["'](\.[^"']+)["']/g];

/** Whatever a module may load from beside it: imports of all kinds, and addresses relative to itself. */
const REFERENCES = [
  ...STATIC,
  /\bimport\(\s*["'`](\.[^"'`]+)["'`]\s*\)/g,
  /\bnew URL\(\s*["'`]([^"'`:]+)["'`]\s*,\s*import\.meta\.url/g,
];

/** A module and all that it imports before it runs, relative to `folder`. */
export function staticImports(entry, folder) {
  const found = new Set();
  const due = [entry];
  while (due.length) {
    const file = due.pop();
    if (found.has(file)) continue;
    found.add(file);
    const source = readFileSync(join(folder, file), "utf8");
    for (const pattern of STATIC) {
      for (const [, reference] of source.matchAll(pattern)) due.push(join(dirname(file), reference));
    }
  }
  return [...found];
}

/** The files reached from the entry points, relative to `www/`. */
export function reachable(entries, folder = from) {
  const found = new Set();
  const due = [...entries];
  while (due.length) {
    const file = due.pop();
    if (found.has(file)) continue;
    if (!existsSync(join(folder, file))) throw new Error(`${file} is missing in ${folder}`);
    found.add(file);
    if (!file.endsWith(".js")) continue;
    const source = readFileSync(join(folder, file), "utf8");
    for (const pattern of REFERENCES) {
      for (const [, reference] of source.matchAll(pattern)) {
        // A name made up at run time stands for all files that it could be.
        const path = normalize(join(dirname(file), reference)).replaceAll(/\$\{[^}]*\}/g, "*");
        due.push(...(path.includes("*") ? matching(path, folder) : [path]));
      }
    }
  }
  return [...found].sort();
}

/** The files of one folder whose names match a pattern with stars in its last part. */
function matching(path, folder) {
  const name = new RegExp(`^${basename(path).replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
  const files = readdirSync(join(folder, dirname(path))).filter((file) => name.test(file));
  return files.map((file) => join(dirname(path), file));
}

function main([version, billOfMaterials, ...modules]) {
  const manifest = JSON.parse(readFileSync(join(root, "xtask/npm/package.json"), "utf8"));
  const targets = Object.values(manifest.exports).map((target) => target.default ?? target);
  const entries = targets.filter((target) => target.endsWith(".js") || target.endsWith(".wasm") || target.endsWith(".safetensors"));
  const code = reachable(entries.map((entry) => normalize(entry)));
  const declarations = [...code.map((file) => file.replace(/\.js$/, ".d.ts")), "pkg/types.d.ts"].filter(
    (file) => file.endsWith(".d.ts") && existsSync(join(from, file)),
  );

  rmSync(to, { recursive: true, force: true });
  for (const file of [...code, ...declarations]) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(root, file), join(to, file));
  copyFileSync(join(root, "src/entities/NOTICE.md"), join(to, "NOTICE.md"));
  for (const file of ["README.md", "custom-elements.json"]) copyFileSync(join(root, "xtask/npm", file), join(to, file));
  for (const module of modules) copyFileSync(join(root, module), join(to, "pkg", basename(module)));
  copyFileSync(join(root, billOfMaterials), join(to, "sbom.cdx.json"));
  if (existsSync(join(from, "model/README.md"))) cpSync(join(from, "model/README.md"), join(to, "model/README.md"));

  writeJson("package.json", { ...manifest, version });
  const integrity = (file) => `sha384-${createHash("sha384").update(readFileSync(join(to, file))).digest("base64")}`;
  writeJson("integrity.json", Object.fromEntries(code.map((file) => [file, integrity(file)])));
  console.log(sizes(code));
}

/** What a reader downloads, as a Markdown table. */
function sizes(code) {
  const idle = new Set(staticImports("element.js", to));
  const parts = {
    // Of two modules a reader downloads one.
    "engine (WebAssembly)": code.filter((file) => file.endsWith("relaxed_bg.wasm")),
    model: code.filter((file) => file.endsWith(".safetensors")),
    "scripts of the idle element": code.filter((file) => idle.has(file)),
    "all other scripts": code.filter((file) => file.endsWith(".js") && !idle.has(file)),
  };
  const compressed = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  const rows = Object.entries(parts).map(([part, files]) => {
    const contents = files.map((file) => readFileSync(join(to, file)));
    const sum = (size) => contents.reduce((total, bytes) => total + size(bytes), 0);
    return [part, sum((bytes) => bytes.length), sum(compressed)];
  });
  rows.push(["together", ...[1, 2].map((column) => rows.reduce((total, row) => total + row[column], 0))]);
  const lines = rows.map(([part, plain, brotli]) => `| ${part} | ${(plain / 1000).toFixed(0)} kB | ${(brotli / 1000).toFixed(0)} kB |`);
  return ["| | plain | Brotli |", "|---|---|---|", ...lines].join("\n");
}

function writeJson(file, value) {
  writeFileSync(join(to, file), `${JSON.stringify(value, null, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
