import { Socket } from "node:net";

// Loaded before the gateway: lets a signal do what no code of the gateway should.
process.on("SIGUSR2", () => {
  void Promise.reject(new RangeError("a promise that nobody awaits"));
  new Socket().destroy(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
});
process.on("SIGHUP", () => {
  throw new RangeError("an exception out of a callback");
});
