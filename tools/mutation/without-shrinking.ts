import { configureGlobal } from 'fast-check';

/** Whether a property fails is all that is asked here; what its smallest counterexample is takes most of the time. */
configureGlobal({ endOnFailure: true });
