import { postgresUnderTest } from "../store/database-under-test.ts";
import { sharedDatabase } from "../store/shared-database.ts";
import { attemptsContract } from "./attempts-contract.ts";

attemptsContract("PostgreSQL", sharedDatabase(postgresUnderTest));
