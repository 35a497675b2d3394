import type { Store } from "../../../src/store/store.ts";
import type { PageRequest } from "#core/ports/page.ts";
import { writeCursor } from "../../../src/store/reads/cursor.ts";
import { AGENCIES, NAMES, YEARS, codeOf } from "./filling.ts";

/** Something a person or a machine reads, again and again with other words. */
export interface Read {
  readonly name: string;
  /** @param draw a number from 0 up to 1, another each time */
  read(store: Store, draw: () => number): Promise<unknown>;
}

const PAGE = { limit: 50 };
/** As scopes are written: the agency and everything below. */
const scopeOf = (agency: number): readonly string[] => [`H26.${agency}`];
const [COMMON, RARE] = [1, AGENCIES];

/** Every list, search, figure and page, by who asks for what. */
export function readsOf(dossiers: number): readonly Read[] {
  const day = (draw: number) => new Date(Date.now() - draw * 700 * 86_400_000).toISOString().slice(0, 10);
  return [
    { name: "messages", read: ({ reads }) => reads.messages({}, PAGE, null) },
    {
      name: "messages, a page deep in the past",
      read: ({ reads }, draw) => reads.messages({}, behind(draw(), "00000000-0000-0000-0000-000000000000"), null),
    },
    { name: "messages, delivered", read: ({ reads }) => reads.messages({ state: "delivered" }, PAGE, null) },
    { name: "messages, in doubt", read: ({ reads }) => reads.messages({ state: "unknown" }, PAGE, null) },
    { name: "messages, parked", read: ({ reads }) => reads.messages({ state: "parked" }, PAGE, null) },
    {
      name: "messages, refused, of one destination",
      read: ({ reads }) => reads.messages({ state: "refused", destination: "judicial" }, PAGE, null),
    },
    { name: "messages, a common agency", read: ({ reads }) => reads.messages({}, PAGE, scopeOf(COMMON)) },
    { name: "messages, a rare agency", read: ({ reads }) => reads.messages({}, PAGE, scopeOf(RARE)) },
    {
      name: "messages of a dossier",
      read: ({ reads }, draw) => reads.messages({ dossierCode: anyCode(draw(), dossiers) }, PAGE, null),
    },
    { name: "dossiers", read: ({ reads }) => reads.dossiers({}, PAGE, null) },
    {
      name: "dossiers, a page deep in the past",
      read: ({ reads }, draw) => reads.dossiers({}, behind(draw(), "-"), null),
    },
    { name: "dossiers, parked", read: ({ reads }) => reads.dossiers({ state: "parked" }, PAGE, null) },
    { name: "dossiers, in sync", read: ({ reads }) => reads.dossiers({ state: "in-sync" }, PAGE, null) },
    { name: "dossiers, not told", read: ({ reads }) => reads.dossiers({ notTold: true }, PAGE, null) },
    { name: "dossiers, a common sector", read: ({ reads }) => reads.dossiers({ sector: "civil-status" }, PAGE, null) },
    { name: "dossiers, a rare sector", read: ({ reads }) => reads.dossiers({ sector: "promotions" }, PAGE, null) },
    {
      name: "dossiers, a sector with none",
      read: ({ reads }) => reads.dossiers({ sector: "driving-licences" }, PAGE, null),
    },
    { name: "dossiers, a status with none", read: ({ reads }) => reads.dossiers({ status: 6 }, PAGE, null) },
    {
      name: "dossiers, one day",
      read: ({ reads }, draw) => {
        const at = day(draw());
        return reads.dossiers({ from: at, to: at }, PAGE, null);
      },
    },
    {
      name: "dossiers, a day with none",
      read: ({ reads }) => reads.dossiers({ from: "2019-01-01", to: "2019-01-02" }, PAGE, null),
    },
    { name: "dossiers, a common agency", read: ({ reads }) => reads.dossiers({ agency: "H26.1" }, PAGE, null) },
    { name: "dossiers, a rare agency", read: ({ reads }) => reads.dossiers({ agency: `H26.${RARE}` }, PAGE, null) },
    {
      name: "dossiers, in a rare agency's scope, parked",
      read: ({ reads }) => reads.dossiers({ state: "parked" }, PAGE, scopeOf(RARE)),
    },
    { name: "search: a name", read: ({ reads }, draw) => reads.dossiers({ q: name(draw()) }, PAGE, null) },
    {
      name: "search: a name in a rare agency's scope",
      read: ({ reads }, draw) => reads.dossiers({ q: name(draw()) }, PAGE, scopeOf(RARE)),
    },
    { name: "search: a family name", read: ({ reads }) => reads.dossiers({ q: "Nguyễn" }, PAGE, null) },
    { name: "search: a code", read: ({ reads }, draw) => reads.dossiers({ q: anyCode(draw(), dossiers) }, PAGE, null) },
    { name: "search: nobody", read: ({ reads }) => reads.dossiers({ q: "Zwxyzz Qqqqq" }, PAGE, null) },
    { name: "a dossier with its timeline", read: ({ reads }, draw) => reads.dossier(anyCode(draw(), dossiers), null) },
    {
      name: "evidence of a dossier",
      read: ({ evidence }, draw) => evidence.evidence(anyCode(draw(), dossiers), null, 1e9),
    },
    { name: "figures", read: ({ reads }) => reads.syncFigures(new Date(), null) },
    { name: "figures in a common agency's scope", read: ({ reads }) => reads.syncFigures(new Date(), scopeOf(COMMON)) },
    { name: "audit, the first page", read: ({ auditChain }) => auditChain.read({ after: 0, limit: 1000 }) },
    {
      name: "audit, the last page",
      read: ({ auditChain }) => auditChain.read({ after: dossiers - 1000, limit: 1000 }),
    },
    { name: "changes, the newest", read: ({ changes }) => changes.read({ limit: 100, scope: null }) },
  ];
}

/** A page that somebody has read on to, anywhere in the past. */
function behind(draw: number, key: string): PageRequest {
  const at = new Date(Date.now() - draw * YEARS * 365 * 86_400_000).toISOString().replace("Z", "000Z");
  return { ...PAGE, cursor: writeCursor([at, key]) };
}

function anyCode(draw: number, dossiers: number): string {
  return codeOf(Math.floor(draw * dossiers));
}

function name(draw: number): string {
  return NAMES[Math.floor(draw * NAMES.length)] ?? "";
}
