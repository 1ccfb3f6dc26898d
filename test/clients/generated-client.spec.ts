import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { randomUUID } from 'node:crypto';
import ts from 'typescript';
import { tokenFor } from '../support/people';
import { type Service, startService } from '../support/service';

const root = resolve(__dirname, '../..');
const calls = join(__dirname, 'fixtures/client-calls.ts');

type Client = object;
/** The fixture, which only compiles beside types that are generated here. */
type Calls = {
  readonly clientFor: (baseUrl: string, authorization: string) => Client;
  readonly rightCalls: (clients: Readonly<Record<string, Client>>) => Promise<Record<string, number>>;
  readonly wrongCalls: Readonly<Record<string, (client: Client, path: object) => Promise<{ response: Response }>>>;
};

let service: Service;
let directory: string;
beforeAll(async () => {
  service = await startService();
  directory = await mkdtemp(join(tmpdir(), 'groups-client-'));
});
afterAll(async () => {
  await service?.stop();
  await rm(directory, { recursive: true, force: true });
});

/** The types that `npx openapi-typescript` makes of the document; gives the path of their file. */
async function generateTypes(): Promise<string> {
  const document = join(directory, 'openapi.json');
  const types = join(directory, 'groups-api.d.ts');
  await writeFile(document, await (await fetch(`${service.url}/openapi.json`)).text());
  const generator = join(root, 'node_modules/openapi-typescript/bin/cli.js');
  await promisify(execFile)(process.execPath, [generator, document, '-o', types]);
  return types;
}

/** What the compiler says about a file that imports `groups-api`. */
function mistakesIn(file: string, types: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    paths: { 'groups-api': [types] },
  });
  return ts.getPreEmitDiagnostics(program).map(({ file: at, start = 0, messageText }) => {
    const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('a client that is generated from the document', () => {
  it('compiles right calls in strict mode, and no wrong ones', async () =>
    expect(mistakesIn(calls, await generateTypes())).toEqual([]));

  it('makes right calls, which succeed', async () => {
    const { clientFor, rightCalls } = jest.requireActual<Calls>(calls);
    const site = `site-${randomUUID()}`;
    const client = async (sub: string, role: 'member' | 'site-admin' = 'member') =>
      clientFor(service.url, await tokenFor({ sub, role, site }));
    const clients = {
      siteAdmin: await client('olga', 'site-admin'),
      mira: await client('mira'),
      ravi: await client('ravi'),
    };
    const statuses = Object.entries(await rightCalls(clients));
    expect(statuses.length).toBeGreaterThanOrEqual(10);
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it('would make wrong calls, which are invalid, if the compiler let it', async () => {
    const { clientFor, wrongCalls } = jest.requireActual<Calls>(calls);
    const client = clientFor(service.url, await tokenFor({ sub: 'olga', role: 'site-admin', site: 'default' }));
    const path = { groupId: randomUUID() };
    const statuses = Object.entries(wrongCalls).map(
      async ([name, call]) => [name, (await call(client, path)).response.status] as const,
    );
    expect(statuses.length).toBeGreaterThanOrEqual(10);
    expect((await Promise.all(statuses)).filter(([, status]) => status !== 400)).toEqual([]);
  });
});
