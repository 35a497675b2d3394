import { storeContract } from "./contract.ts";
import { embeddedUnderTest } from "./database-under-test.ts";

storeContract("the embedded database", () => embeddedUnderTest());
