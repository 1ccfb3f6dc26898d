/** The refusal of a second step that finds a state for which the first step has to be decided again. Callers never see it. */
export type StartOver = 'START_OVER';
