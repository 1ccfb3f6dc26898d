/** Something that must work before this process takes calls. `check` rejects while it does not. */
export type ReadinessProbe = { readonly name: string; readonly check: () => Promise<void> };

/** Injects the `ReadinessProbe[]` that `/health/ready` asks. */
export const READINESS_PROBES = Symbol('READINESS_PROBES');
