import { basename, dirname } from "node:path";
import { roomOf, type Import, type Source } from "./source-tree.ts";

/** The laws as data; the test file holds them. */
export interface Law {
  /** Room -> rooms it may import. A room that is not named may not exist. */
  readonly rooms: Readonly<Record<string, readonly string[]>>;
  /** Package -> rooms that may import it. A package that is not named may not be imported at all. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** Rooms without clock, chance, environment or any part of Node but those named. */
  readonly pure: Readonly<Record<string, readonly string[]>>;
  /** What `package.json` lists under `dependencies`: all that may be imported under `src`, `adapters` and `schemas`. */
  readonly dependencies: readonly string[];
  /** Lines of a file at the most. */
  readonly longest: number;
  /** Files of its own that a folder of `src` may have. */
  readonly mostFiles: number;
}

/** Every breach as one sentence that begins with the file; none when all laws are kept. */
export function breaches(sources: readonly Source[], law: Law): string[] {
  return [
    ...sources.flatMap((source) => [
      ...source.imports.flatMap((found) => importBreaches(source, found, law)),
      ...purityBreaches(source, law),
      ...shapeBreaches(source, law),
    ]),
    ...crowdedFolders(sources, law.mostFiles),
    ...cycles(sources),
  ];
}

/** One law for all sectors: `adapters/promotions` is looked up as `adapters`. */
const lawName = (room: string): string => room.split("/", 1)[0] ?? room;

function importBreaches({ path, room }: Source, found: Import, law: Law): string[] {
  const allowed = law.rooms[lawName(room)];
  if (allowed === undefined) return [`${path}: there is no room «${room}»`];
  if (found.path === undefined) {
    const name = found.package ?? found.specifier;
    if (name.startsWith("node:")) return [];
    if (room !== "test" && !law.dependencies.includes(name))
      return [`${path}: «${name}» is a development dependency, which an installation does not have`];
    if (allowed.includes("*")) return [];
    const users = law.packages[name];
    if (users === undefined) return [`${path}: package «${name}» has no room`];
    return users.includes("*") || users.includes(lawName(room)) ? [] : [`${path}: ${room} may not use «${name}»`];
  }
  if (allowed.includes("*")) return [];
  const target = roomOf(found.path);
  if (target === room)
    return found.specifier.startsWith("#") ? [`${path}: «${found.specifier}» is in its own room`] : [];
  if (lawName(target) === lawName(room)) return [`${path}: ${room} may not import ${target}`];
  if (!allowed.includes(lawName(target))) return [`${path}: ${room} may not import ${target} (${found.specifier})`];
  const hasAlias = target === "core" || target === "schemas";
  return hasAlias && !found.specifier.startsWith("#") ? [`${path}: write «${found.specifier}» as #${target}/…`] : [];
}

const CHANCE = ["randomBytes", "randomFillSync", "randomInt", "randomUUID", "getRandomValues", "webcrypto"];

function purityBreaches({ path, room, imports, hiddenInputs }: Source, law: Law): string[] {
  const parts = law.pure[lawName(room)];
  if (parts === undefined) return [];
  const node = imports.filter((found) => found.package?.startsWith("node:") === true);
  return [
    ...hiddenInputs.map((input) => `${path}: «${input}» is a hidden input; take it as a parameter`),
    ...node
      .filter((found) => !parts.includes(found.specifier))
      .map((found) => `${path}: «${found.specifier}» in ${room}`),
    ...node
      .flatMap((found) => found.names.filter((name) => CHANCE.includes(name)))
      .map((name) => `${path}: «${name}» is chance`),
  ];
}

function shapeBreaches({ path, room, lines, hasAny, hasDefaultExport }: Source, law: Law): string[] {
  const isAdapterIndex = /^adapters\/[^/]+\/index\.ts$/.test(path);
  const mayDefault = isAdapterIndex || room === "test";
  const words = path.replace(/\.\w+$/, "").split(/[/.-]/);
  return [
    ...(lines > law.longest ? [`${path}: ${lines} lines, more than ${law.longest}`] : []),
    ...(words.some((word) => /^(utils?|helpers?|misc)$/i.test(word)) ? [`${path}: name it after what it holds`] : []),
    ...(basename(path) === "index.ts" && !isAdapterIndex ? [`${path}: index.ts outside adapters/*/`] : []),
    ...(hasDefaultExport && !mayDefault ? [`${path}: default export outside adapters/*/index.ts`] : []),
    ...(hasAny ? [`${path}: says «any»`] : []),
  ];
}

function crowdedFolders(sources: readonly Source[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const { path } of sources.filter(({ path }) => path.startsWith("src/")))
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > most)
    .map(([folder, count]) => `${folder}: ${count} files, more than ${most}`);
}

/** One sentence for each set of files that need each other in a circle, be it only for a type. */
function cycles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "open")
      found.push(`${path}: cycle ${[...trail.slice(trail.indexOf(path)), path].join(" -> ")}`);
    if (state.has(path)) return;
    state.set(path, "open");
    for (const { isLater, path: next } of byPath.get(path)?.imports ?? []) {
      if (!isLater && next !== undefined) visit(next, [...trail, path]);
    }
    state.set(path, "done");
  };
  for (const { path } of sources) visit(path, []);
  return found;
}
