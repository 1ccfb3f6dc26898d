import { configureGlobal } from 'fast-check';

/** Mutation tests need to know whether a property fails, not its smallest counterexample, which takes most of the time. */
configureGlobal({ endOnFailure: true });
