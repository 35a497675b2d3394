import { storeContract } from "./contract.ts";
import { postgresUnderTest } from "./database-under-test.ts";

storeContract("PostgreSQL", () => postgresUnderTest());
