import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every route of the site as the router has it, such as `/opportunities/:id/notes`. */
export function routes(): string[] {
  const source = readFileSync(join(__dirname, '../../app/src/app.rs'), 'utf8');
  const found: string[] = [];
  let parent = '';
  for (const line of source.split('\n')) {
    const path = /path=path!\("([^"]*)"\)/.exec(line)?.[1];
    if (line.includes('</ParentRoute>')) parent = '';
    else if (path !== undefined && line.includes('<ParentRoute')) parent = path;
    else if (path !== undefined) found.push(parent + path);
  }
  if (found.length < 30) throw new Error('app/src/app.rs does not list its routes as it did.');
  return found;
}

/** The route that answers at this path; fixed words come before parameters, as in the router. */
export function routeOf(path: string): string | undefined {
  const parts = path.split('/');
  const fits = (route: string) => {
    const wanted = route.split('/');
    return wanted.length === parts.length && wanted.every((part, at) => part.startsWith(':') || part === parts[at]);
  };
  const parameters = (route: string) => route.split(':').length;
  return routes().filter(fits).sort((a, b) => parameters(a) - parameters(b))[0];
}
