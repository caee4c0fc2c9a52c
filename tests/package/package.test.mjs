//! The npm package as a registry and a type checker see it, its size, and whether what it says about
//! itself is so. `cargo xtask pack` has made it.

import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { publint } from "publint";
import ts from "typescript";
import { staticImports } from "../../xtask/npm/pack.mjs";
import { root } from "../browser/harness.mjs";

const folder = join(root, "dist/package");
const read = (file) => readFileSync(join(folder, file));
const json = (file) => JSON.parse(read(file));
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

test("publint finds nothing", async () => {
  const { messages } = await publint({ pkgDir: folder, level: "suggestion", strict: true, pack: false });
  // Its address on the web is the publisher's to add.
  assert.deepEqual(messages.filter(({ code }) => !/REPOSITORY/.test(code)), []);
});

test("types resolve in every kind of module resolution that knows ES modules", async () => {
  const at = mkdtempSync(join(tmpdir(), "whosaid-"));
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", folder, "--json", "--pack-destination", at], { encoding: "utf8" }));
  const { problems } = await checkPackage(createPackageFromTarballData(readFileSync(join(at, filename))), {
    excludeEntrypoints: ["./worker.js", "./whosaid.wasm", "./whosaid-relaxed.wasm", "./en.safetensors", "./custom-elements.json", "./integrity.json"],
  });
  // The package is ES modules alone: `require` and TypeScript's resolution from before `exports` are not promised.
  const promised = problems.filter(({ kind, resolutionKind }) => resolutionKind !== "node10" && kind !== "CJSResolvesToESM");
  assert.deepEqual(promised, []);
});

test("custom-elements.json lists what the element has", async () => {
  const { WhoSaid } = await import(join(folder, "element.js"));
  const [element] = json("custom-elements.json").modules[0].declarations;
  const names = (list) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(element.attributes), [...WhoSaid.observedAttributes].sort());
  for (const { name } of element.members) assert.ok(name in WhoSaid.prototype, name);

  const source = files.filter((file) => file.startsWith("element/")).map((file) => read(file).toString()).join("\n");
  const found = (pattern) => new Set([...source.matchAll(pattern)].map(([, name]) => name));
  const properties = found(/(--who-said-[a-z-]*[a-z])\b/g);
  const types = ["person", "organization", "place", "group", "event", "work", "other"].map((type) => `--who-said-${type}`);
  assert.deepEqual(names(element.cssProperties), [...new Set([...properties, ...types])].sort());
  const parts = found(/\bpart(?:: |", )"([a-z]+)"/g);
  for (const { name } of element.cssParts) assert.ok(parts.has(name), `part ${name}`);
  for (const { name } of element.events) assert.ok(source.includes(`"${name}"`), name);
  for (const { name } of element.slots.filter(({ name }) => name)) assert.ok(source.includes(`name: "${name}"`), name);
});

test("a strict TypeScript program compiles against the package", () => {
  const program = ts.createProgram([join(root, "tests/package/consumer.ts")], {
    strict: true,
    noEmit: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts", "lib.esnext.disposable.d.ts"],
    types: [],
    baseUrl: root,
    paths: {
      whosaid: ["dist/package/whosaid.d.ts"],
      "whosaid/pkg": ["dist/package/pkg/whosaid.d.ts"],
      "whosaid/*": ["dist/package/*.d.ts"],
    },
  });
  const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start }) => {
    const at = file && file.getLineAndCharacterOfPosition(start);
    return `${file?.fileName}:${at?.line + 1} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  assert.deepEqual(faults, []);
});

test("everything that is exported is there, and declared", () => {
  for (const target of Object.values(json("package.json").exports)) {
    for (const file of typeof target === "string" ? [target] : Object.values(target)) assert.ok(existsSync(join(folder, file)), file);
  }
});

test("licences, readme and provenance are there, and nothing is pulled in", () => {
  for (const file of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "NOTICE.md", "sbom.cdx.json"]) assert.ok(files.includes(file), file);
  const { dependencies, scripts, publishConfig } = json("package.json");
  assert.deepEqual([dependencies, scripts, publishConfig.provenance], [undefined, undefined, true]);
});

test("every script, the code and the model have their integrity", () => {
  const integrity = json("integrity.json");
  for (const file of files.filter((file) => /\.(js|wasm|safetensors)$/.test(file))) {
    assert.equal(integrity[file], `sha384-${createHash("sha384").update(read(file)).digest("base64")}`, file);
  }
});

test("the bill of materials names each crate that is compiled in, with version and licence", () => {
  const { components, specVersion } = json("sbom.cdx.json");
  assert.equal(specVersion, "1.5");
  const names = components.map(({ name }) => name);
  for (const name of ["serde", "wasm-bindgen", "js-sys", "web-sys"]) assert.ok(names.includes(name), name);
  for (const { name, version, licenses, purl } of components) {
    assert.equal(purl, `pkg:cargo/${name}@${version}`);
    assert.match(licenses[0].expression, /\w/);
  }
});

test("an idle element is at most 20 kB, everything at most 4 MB", () => {
  const idle = staticImports("element.js", folder).reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  assert.ok(idle <= 20_000, `an idle element is ${idle} bytes after gzip`);
  const brotli = (file) => brotliCompressSync(read(file), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
  const all = files.filter((file) => /\.(js|safetensors)$/.test(file)).reduce((sum, file) => sum + brotli(file), 0);
  // Of the two modules a browser loads one.
  const engine = Math.max(...files.filter((file) => file.endsWith(".wasm")).map(brotli));
  assert.ok(all + engine <= 4_000_000, `everything is ${all + engine} bytes after Brotli`);
});
