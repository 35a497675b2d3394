import { afterAll, beforeAll, beforeEach, describe } from "vitest";
import { auditChainContract } from "./contract-audit-chain.ts";
import { attemptsContract } from "./contract-attempts.ts";
import { clientsContract } from "./contract-clients.ts";
import { changesContract } from "./contract-changes.ts";
import { claimsContract } from "./contract-claims.ts";
import { destinationsContract } from "./contract-destinations.ts";
import { evidenceContract } from "./contract-evidence.ts";
import { evidenceOfDeliveryContract } from "./contract-evidence-of-delivery.ts";
import { intakeContract } from "./contract-intake.ts";
import { listsContract } from "./contract-lists.ts";
import { loginSessionsContract } from "./contract-login-sessions.ts";
import { searchContract } from "./contract-search.ts";
import { operatorsContract } from "./contract-operators.ts";
import { reconciliationContract } from "./contract-reconciliation.ts";
import { turnsContract } from "./contract-priority.ts";
import type { DatabaseUnderTest, OpenDatabase } from "./database-under-test.ts";
import { webhooksContract } from "./contract-webhooks.ts";

/** What the house needs from its database, whichever it is. One database serves the file, emptied before each test. */
export function storeContract(name: string, open: () => Promise<DatabaseUnderTest>): void {
  describe(`the store on ${name}`, () => {
    let opened: DatabaseUnderTest | undefined;
    const place: OpenDatabase = () => {
      if (opened === undefined) throw new Error("no database is open");
      return opened;
    };
    beforeAll(async () => {
      opened = await open();
    });
    beforeEach(() => place().clear());
    afterAll(() => opened?.[Symbol.asyncDispose]());

    intakeContract(place);
    auditChainContract(place);
    claimsContract(place);
    turnsContract(place);
    destinationsContract(place);
    attemptsContract(place);
    evidenceOfDeliveryContract(place);
    listsContract(place);
    searchContract(place);
    operatorsContract(place);
    reconciliationContract(place);
    changesContract(place);
    webhooksContract(place);
    loginSessionsContract(place);
    clientsContract(place);
    evidenceContract(place);
  });
}
