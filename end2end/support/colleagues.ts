import type { Page } from '@playwright/test';
import { Import } from './import';

/** Brings colleagues in by a file, as an administrator: upload, the suggested columns, import. */
export async function bringIn(page: Page, csv: string) {
  const upload = new Import(page);
  const lines = csv.trim().split('\n');
  await upload.choose('users', 'colleagues.csv', lines);
  await upload.check(lines.length - 1);
  await upload.begin(lines.length === 2 ? 'Import 1 colleague' : `Import ${lines.length - 1} colleagues`);
}
