/** Opens and closes the embedded database once in the folder named: a process of its own, for it takes much memory. */
import { openDatabase } from "../../src/store/database/database.ts";
import { BEHIND_ONE_DOOR } from "./delivery-order.ts";

const [, , dataDir = ""] = process.argv;
const database = await openDatabase({ kind: "embedded", dataDir }, BEHIND_ONE_DOOR.holdsBack.keys(), (error) => {
  throw error;
});
await database[Symbol.asyncDispose]();
