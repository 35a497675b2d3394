// Runs before each test file is read. The worker that stays still has the mutant of the last run switched on, which this
// run's tests must not be gathered under; Stryker switches the next on when they begin.
Reflect.set(Object(Reflect.get(globalThis, "__stryker__")), "activeMutant", undefined);
