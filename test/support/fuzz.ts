/**
 * Property tests of one gate run see the same values each time, so that a run fails for what was changed, never for its luck.
 * FUZZ_RUNS asks for more values, and for new ones each time; FUZZ_SEED for those of a run that failed.
 */
import fc from 'fast-check';

const SEED = 20_261_130;

const { FUZZ_RUNS, FUZZ_SEED } = process.env;

if (FUZZ_SEED !== undefined) fc.configureGlobal({ seed: Number(FUZZ_SEED) });
else if (FUZZ_RUNS === undefined) fc.configureGlobal({ seed: SEED });

export default fc;
