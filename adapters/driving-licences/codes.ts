import type { CodeNotes } from "#core/sector/code-notes.ts";

/** `KenhThucHien` of the licence system. It has no numbers for kinds of identity papers. */
export const codeNotes: CodeNotes = {
  channels: {
    "1": { elsewhere: { "BGTVT KenhThucHien": "0" } },
    "2": { elsewhere: { "BGTVT KenhThucHien": "1" } },
  },
};
