/* Builds what the browser and the PDF engine load: style sheets, scripts, icons, fonts.
 *
 * Everything that comes from a package is taken from node_modules here and lands in folders that
 * git ignores; nothing of others is pasted into the source. Run by `npm run build` (make setup).
 */
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync, inflateSync } from "node:zlib";

const assets = path.dirname(fileURLToPath(import.meta.url));
const pages = path.dirname(assets);
const built = path.join(pages, "static/pages/built");
const fonts = path.join(pages, "fonts");
const packages = path.resolve(path.dirname(createRequire(import.meta.url).resolve("esbuild")), "../..");

const declarations = (tokens) =>
  Object.entries(tokens).map(([name, value]) => `--${name}:${value};`).join("");

/** The custom properties, from tokens.json; dark is written twice, for the system's wish and for the hand's. */
async function tokenSheet() {
  const { fixed, light, dark } = JSON.parse(await readFile(path.join(assets, "tokens.json"), "utf8"));
  return [
    `:root{color-scheme:light;${declarations(fixed)}${declarations(light)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){color-scheme:dark;${declarations(dark)}}}`,
    `:root[data-theme="dark"]{color-scheme:dark;${declarations(dark)}}`,
    // Paper is always light, whatever the screen was; a rule for both selectors outranks the dark ones.
    `@media print{:root,:root[data-theme]{color-scheme:light;${declarations(light)}--paper:#fff;--sunken:#fff;--line:#999;--ink-2:#333}}`,
    "@media (prefers-reduced-motion:reduce){:root{--fast:0ms;--calm:0ms}}",
  ].join("\n");
}

const tokens = {
  name: "tokens",
  setup(esbuild) {
    esbuild.onResolve({ filter: /^tokens\.css$/ }, () => ({ path: "tokens.css", namespace: "tokens" }));
    esbuild.onLoad({ filter: /.*/, namespace: "tokens" }, async () => ({ contents: await tokenSheet(), loader: "css" }));
  },
};

/** The drawings named in icon-names.json, as the inner markup of a 24 by 24 svg. */
async function icons() {
  const names = JSON.parse(await readFile(path.join(assets, "icon-names.json"), "utf8"));
  const drawings = {};
  for (const name of names) {
    const svg = await readFile(path.join(packages, "lucide-static/icons", `${name}.svg`), "utf8");
    drawings[name] = svg
      .replace(/<!--.*?-->/gs, "")
      .replace(/^\s*<svg[^>]*>|<\/svg>\s*$/gs, "")
      .replace(/\s+/g, " ")
      .replace(/ ?\/>/g, "/>")
      .replace(/> </g, "><")
      .trim();
  }
  return JSON.stringify(drawings);
}

/** Unpack a WOFF 1.0 font (W3C recommendation, section 3) to the TrueType file inside it. */
function trueType(woff) {
  const tables = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * tables);
  woff.copy(head, 0, 4, 8); // the flavour
  const power = Math.floor(Math.log2(tables));
  head.writeUInt16BE(tables, 4);
  head.writeUInt16BE(16 * 2 ** power, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(16 * (tables - 2 ** power), 10);
  const parts = [head];
  let offset = head.length;
  for (let index = 0; index < tables; index += 1) {
    const entry = 44 + 20 * index;
    const [at, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(entry + field));
    const raw = woff.subarray(at, at + packed);
    const table = packed < length ? inflateSync(raw) : raw;
    if (table.length !== length) throw new Error("font table has the wrong length");
    woff.copy(head, 12 + 16 * index, entry, entry + 4); // tag
    woff.copy(head, 16 + 16 * index, entry + 16, entry + 20); // checksum
    head.writeUInt32BE(offset, 20 + 16 * index);
    head.writeUInt32BE(length, 24 + 16 * index);
    parts.push(table, Buffer.alloc((4 - (length % 4)) % 4));
    offset += length + ((4 - (length % 4)) % 4);
  }
  return Buffer.concat(parts);
}

async function paperFonts() {
  const files = path.join(packages, "@fontsource/plus-jakarta-sans");
  for (const weight of [400, 600, 700]) {
    const woff = await readFile(path.join(files, `files/plus-jakarta-sans-latin-${weight}-normal.woff`));
    await writeFile(path.join(fonts, `PlusJakartaSans-${weight}.ttf`), trueType(woff));
  }
  await copyFile(path.join(files, "LICENSE"), path.join(fonts, "LICENSE"));
}

await mkdir(built, { recursive: true });
await mkdir(fonts, { recursive: true });
const woff2 = "plus-jakarta-sans-latin-wght-normal.woff2";
await copyFile(path.join(packages, "@fontsource-variable/plus-jakarta-sans/files", woff2), path.join(built, woff2));
await copyFile(path.join(assets, "favicon.svg"), path.join(built, "favicon.svg"));
await writeFile(path.join(built, "icons.json"), await icons());
await paperFonts();
/* Pages that draw a zoomable map load these themselves: the build without eval, its worker apart (CSP). */
await mkdir(path.join(built, "maplibre"), { recursive: true });
for (const name of ["maplibre-gl-csp.js", "maplibre-gl-csp-worker.js", "maplibre-gl.css"]) {
  const file = await readFile(path.join(packages, "maplibre-gl/dist", name), "utf8");
  await writeFile(path.join(built, "maplibre", name), file.replace(/^\/\/# sourceMappingURL=.*$/m, "")); // no map is shipped
}
await copyFile(path.join(packages, "maplibre-gl/dist/LICENSE.txt"), path.join(built, "maplibre/LICENSE.txt"));
await build({
  entryPoints: [path.join(pages, "../vulnerability/assets/stations-map.mjs"), path.join(pages, "../checklists/assets/day-map.mjs")],
  entryNames: "[name]",
  outdir: built, bundle: true, minify: true, format: "iife", target: ["chrome87", "firefox89", "safari14.1"], logLevel: "warning",
});
await build({
  entryPoints: ["citizen.css", "desk.css", "field.css"].map((name) => path.join(assets, "css", name)),
  outdir: built, bundle: true, minify: true, external: ["*.woff2"], plugins: [tokens],
  target: ["chrome87", "firefox89", "safari14.1"], logLevel: "warning",
});
await build({
  entryPoints: ["citizen.mjs", "desk.mjs"].map((name) => path.join(assets, "js", name)),
  outdir: built, bundle: true, minify: true, format: "iife", target: ["chrome87", "firefox89", "safari14.1"],
  legalComments: "inline", logLevel: "warning",
});
await build({
  entryPoints: [path.join(assets, "js/qr.mjs")], // a module of its own, loaded when a camera is asked for
  outdir: built, entryNames: "[name]", outExtension: { ".js": ".js" }, bundle: true, minify: true, format: "esm",
  target: ["chrome87", "firefox89", "safari14.1"], legalComments: "inline", logLevel: "warning",
});
// The field form: modules, because the form engine waits while it loads. Engine and scanner are fetched when asked for.
await build({
  entryPoints: { "field": "field/app.mjs", "field-engine": "field/engine.mjs", "field-scanner": "field/scanner.mjs" },
  absWorkingDir: path.join(assets, "js"), outdir: built, bundle: true, minify: true, format: "esm",
  target: ["chrome89", "firefox89", "safari15"], legalComments: "none", logLevel: "warning",
});
await build({
  entryPoints: { "field-worker": "field/sw.mjs" }, absWorkingDir: path.join(assets, "js"), outdir: built,
  bundle: true, minify: true, format: "iife", target: ["chrome89", "firefox89", "safari15"], logLevel: "warning",
});
const sizes = ["citizen.css", "desk.css", "field.css", "citizen.js", "desk.js", "field.js", "field-engine.js", "field-scanner.js", "field-worker.js"];
for (const name of sizes) {
  const file = await readFile(path.join(built, name));
  console.log(`${name.padEnd(12)} ${(gzipSync(file, { level: 9 }).length / 1024).toFixed(1)} KB compressed`);
}
