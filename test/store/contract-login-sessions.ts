import { describe, expect, it } from "vitest";
import type { LoginSession } from "#core/ports/login-session-store.ts";
import type { OpenDatabase } from "./database-under-test.ts";
import { AT, LATER } from "./filling.ts";

const session: LoginSession = {
  clientId: "ops",
  keySha256: "a".repeat(64),
  startedAt: AT,
  seenAt: AT,
  endsAt: new Date(AT.getTime() + 3_600_000),
};

export function loginSessionsContract(place: OpenDatabase): void {
  const inAudit = async () =>
    (await place().database.db.selectFrom("audit").select(["actor", "action", "subject"]).orderBy("seq").execute()).map(
      ({ actor, action, subject }) => `${actor} ${action} ${subject}`,
    );

  describe("logins", () => {
    it("are found by their id until they are ended, and stand in the audit log", async () => {
      const { sessions } = place().store;
      await sessions.start("one", session);
      await sessions.start("two", { ...session, clientId: "ward" });
      await sessions.seen("one", LATER);
      expect(await sessions.find("one")).toEqual({ ...session, seenAt: LATER });
      expect(await sessions.find("none")).toBeNull();
      await sessions.end("one", LATER);
      await sessions.end("one", LATER);
      expect(await sessions.find("one")).toBeNull();
      expect(await sessions.find("two")).toMatchObject({ clientId: "ward" });
      expect(await inAudit()).toEqual([
        "operator:ops console.logged-in ops",
        "operator:ward console.logged-in ward",
        "operator:ops console.logged-out ops",
      ]);
    });

    it("are forgotten once they are over", async () => {
      const { sessions } = place().store;
      await sessions.start("old", session);
      await sessions.start("new", { ...session, startedAt: session.endsAt });
      expect([await sessions.find("old"), (await sessions.find("new"))?.clientId]).toEqual([null, "ops"]);
    });
  });
}
