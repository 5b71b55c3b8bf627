import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** People of the story world whom the journeys follow. */
export const juno = { email: 'juno@quillstone.example', name: 'Juno Pemberwick' };
export const halvard = { email: 'halvard@quillstone.example', name: 'Halvard Pinebrook' };
export const adaeze = { email: 'adaeze@quillstone.example' };
export const tamsin = { email: 'tamsin@quillstone.example' };
export const ingrid = { email: 'ingrid@skylarkmutual.example', name: 'Ingrid Thistlewood' };
/** Works in the other company. */
export const corwin = { email: 'corwin@quarrystone.example' };
/** Of the company that is made of numbers. */
export const bench = { email: 'bench@scale.example' };

/** The password of everybody in the story world, from where the server has it. */
export const demoPassword = (() => {
  const story = readFileSync(join(__dirname, '../../server/src/story/mod.rs'), 'utf8');
  const found = /DEMO_PASSWORD: &str = "([^"]+)"/.exec(story);
  if (!found) throw new Error('server/src/story/mod.rs does not say DEMO_PASSWORD any more.');
  return found[1];
})();
