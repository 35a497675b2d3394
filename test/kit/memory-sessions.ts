import type { LoginSession, LoginSessionStore } from "#core/ports/login-session-store.ts";

/** Logins kept in memory, for pages over rows that stand still; `kept` shows what is kept of each, by its id. */
export function memorySessions(): LoginSessionStore & { readonly kept: ReadonlyMap<string, LoginSession> } {
  const kept = new Map<string, LoginSession>();
  return {
    kept,
    start: async (id, session) => void kept.set(id, session),
    find: async (id) => kept.get(id) ?? null,
    seen: async (id, seenAt) => {
      const session = kept.get(id);
      if (session !== undefined) kept.set(id, { ...session, seenAt });
    },
    end: async (id) => void kept.delete(id),
    endOfKeys: async (keySha256s) => {
      for (const [id, { keySha256 }] of kept) if (keySha256s.includes(keySha256)) kept.delete(id);
    },
  };
}
