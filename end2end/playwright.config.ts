// Started by scripts/e2e, which builds the site, starts a server with a story world of its own, and names both here.
import { defineConfig } from '@playwright/test';

const baseURL = process.env.PEERCHAMPS_E2E_URL;
if (!baseURL) throw new Error('Run scripts/e2e (or make e2e): it starts the server that the journeys need.');

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // The journeys share one story world, and each changes a part of it.
  workers: 1,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  // On a build machine a journey that failed is tried once more, and the report calls it flaky: to be mended, but not unseen.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['html', { outputFolder: 'report', open: 'never' }]],
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.PEERCHAMPS_CHROMIUM,
      // Chromium's sandbox does not work for the administrator, as whom containers run.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
});
