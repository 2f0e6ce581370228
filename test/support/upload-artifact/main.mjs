// Says which files it would upload; as in the real one, nothing to upload is worth a warning only, and here an error.
import { readdirSync } from 'node:fs';

const { INPUT_NAME, INPUT_PATH } = process.env;
const files = readdirSync(INPUT_PATH).sort();
if (files.length === 0) throw new Error('there is nothing to upload');
console.log(`would upload ${INPUT_NAME}: ${files.join(', ')}`);
