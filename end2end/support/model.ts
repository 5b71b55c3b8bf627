/** The stand-in of the language model, which scripts/e2e starts beside the server. */
const stand_in = process.env.PEERCHAMPS_E2E_AI;

/** Makes it answer, or fail in one of its ways (server/src/integrations/openai/stand_in.rs), until told otherwise. */
export async function model(mode: 'answering' | 'refusing' | 'slow' | 'inventing') {
  if (!stand_in) throw new Error('Run scripts/e2e (or make e2e): it starts the stand-in of the language model.');
  const response = await fetch(`${stand_in}/mode`, { method: 'POST', body: mode });
  if (!response.ok) throw new Error(`the stand-in does not know ${mode}: ${await response.text()}`);
}
