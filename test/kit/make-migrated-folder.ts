/** Opens and closes the embedded database once in the folder named: a process of its own, for it takes much memory. */
import { openDatabase } from "../../src/store/database/database.ts";

const [, , dataDir = ""] = process.argv;
const database = await openDatabase({ kind: "embedded", dataDir }, (error) => {
  throw error;
});
await database[Symbol.asyncDispose]();
