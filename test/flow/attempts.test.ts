import { sharedDatabase } from "../store/shared-database.ts";
import { attemptsContract } from "./attempts-contract.ts";

attemptsContract("the embedded database", sharedDatabase());
