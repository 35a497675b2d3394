import type { JsonObject } from "../message/message.ts";

/**
 * What a sector knows of codes in a list that all share, e.g. the ministry's own numbers: by name of the list and by code.
 * Shown with the item; members that are objects are joined with those of the other sectors.
 */
export type CodeNotes = Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
