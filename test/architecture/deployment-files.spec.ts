import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '@app/config';
import { Ajv2020 } from 'ajv/dist/2020';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import { stagesOfDockerfile, textsOf } from './dockerfile';
import { root } from './checkout';

type Service = {
  readonly build?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
};
type Compose = {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: object;
  readonly volumes: object;
};

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const compose = load(textOf('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build);

const stages = stagesOfDockerfile();
const image = stages.at(-1)!;
const imageEnvironment = Object.fromEntries(
  textsOf(image, 'ENV').flatMap((text) => text.split(/\s+/).map((pair) => pair.split('=') as [string, string])),
);

/** An image whose tag begins with a version. */
const pinned = /^[\w./-]+:\d[\w.-]*$/;
/** A variable that the environment must set: the compose file has no default for it. */
const requiredVariable = /^\$\{\w+:\?[^}]+\}$/;
const isSecret = (variable: string): boolean => /SECRET|PASSWORD|TOKEN|CREDENTIALS|_KEY$/.test(variable);

/** The environment variables that our processes read. */
function settingsRead(): ReadonlySet<string> {
  const names = new Set<string>();
  readSettings(
    new Proxy<Record<string, string>>({}, { get: (_, name) => void (typeof name === 'string' && names.add(name)) }),
  );
  return names;
}

/** The source file of `node dist/….js`. */
const sourceOf = ([node, script]: readonly string[]): string => {
  expect(node).toBe('node');
  return script!.replace(/^dist\//, '').replace(/\.js$/, '.ts');
};

describe('docker-compose.yml', () => {
  const isCompose = new Ajv2020({ strict: false, allErrors: true }).compile(
    JSON.parse(textOf('test/architecture/fixtures/compose-spec/compose-spec.json')) as object,
  );

  it('matches the Compose Specification', () => {
    isCompose(compose);
    expect(isCompose.errors).toBeNull();
  });

  it.each([
    ['a key that is misspelt', { services: { api: { imgae: 'mongo:8.0' } } }],
    ['a condition that does not exist', { services: { api: { depends_on: { mongo: { condition: 'healthy' } } } } }],
    ['a value of the wrong kind', { services: { api: { volumes: 'views:/data/db' } } }],
  ])('is not matched by %s', (_, wrong) => expect(isCompose(wrong)).toBe(false));

  it('starts an API and a projector', () =>
    expect(ours.map(([name, { command }]) => [name, sourceOf(command!)])).toEqual([
      ['api', 'apps/api/src/main.ts'],
      ['projector', 'apps/projector/src/main.ts'],
    ]));

  it.each(services.filter(([, { build }]) => !build))('pins the image of %s to a version', (_, service) =>
    expect(service.image).toMatch(pinned),
  );

  it('contains no secrets: the environment must give them', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([variable]) => isSecret(variable)),
    );
    expect(secrets.map(([variable]) => variable)).toContain('AUTH_SECRET');
    for (const [variable, value] of secrets)
      expect([variable, value]).toEqual([variable, expect.stringMatching(requiredVariable)]);
    expect(textOf('docker-compose.yml')).not.toMatch(/:\/\/[^\s/?#]*@/);
  });

  it.each(services)('has a health check for %s', (_, { build, healthcheck }) =>
    expect(healthcheck ?? (build && textsOf(image, 'HEALTHCHECK')[0])).toBeDefined(),
  );

  it.each(ours)('starts %s after the stores are healthy', (_, service) =>
    expect(service.depends_on).toEqual({
      eventstore: { condition: 'service_healthy' },
      mongo: { condition: 'service_healthy' },
    }),
  );

  it.each(services)('declares the volumes and networks of %s', (_, { volumes = [], networks = [] }) => {
    expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining([...networks]));
    expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(volumes.map((volume) => volume.split(':')[0])));
  });

  it('declares no unused volume', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]));
    expect(used.sort()).toEqual(Object.keys(compose.volumes).sort());
  });

  it('publishes the API alone, on the port that the image listens on and to this machine only', () =>
    expect(services.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports])).toEqual([
      ['api', [`127.0.0.1:\${PORT:-3000}:${imageEnvironment.PORT}`]],
    ]));

  it.each(ours)('gives %s valid settings', (_, { environment = {} }) => {
    expect([...settingsRead()]).toEqual(expect.arrayContaining(Object.keys(environment)));
    const filledIn = Object.entries(environment).map(([variable, value]) => [
      variable,
      value.replace(/\$\{\w+:\?[^}]+\}/, 's'.repeat(32)).replace(/\$\{\w+:-([^}]*)\}/, '$1'),
    ]);
    const { eventStoreUrl, readStoreUrl } = readSettings({
      ...imageEnvironment,
      ...(Object.fromEntries(filledIn) as Record<string, string>),
    });
    const hosts = [eventStoreUrl, readStoreUrl].map((url) => new URL(url!).hostname);
    expect(hosts).toEqual(['eventstore', 'mongo']);
  });
});

describe('the Dockerfile', () => {
  it.each(stages.map(([from]) => from!.text.split(' ')[0]))('is built from %s, a version', (base) =>
    expect(base).toMatch(pinned),
  );

  it('runs as a user that is not root', () => {
    expect(textsOf(image, 'USER')).toEqual(['node']);
    expect(image.findIndex(({ name }) => name === 'USER')).toBeLessThan(image.findIndex(({ name }) => name === 'CMD'));
  });

  it('copies only files that exist', () => {
    const sources = stages
      .flatMap((stage) => textsOf(stage, 'COPY'))
      .filter((text) => !text.startsWith('--from'))
      .flatMap((text) => text.split(/\s+/).slice(0, -1));
    expect(sources).not.toEqual([]);
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('sets existing settings, and exposes its port', () => {
    expect([...settingsRead()]).toEqual(expect.arrayContaining(Object.keys(imageEnvironment)));
    expect(textsOf(image, 'EXPOSE')).toEqual([imageEnvironment.PORT]);
  });

  it('runs a process whose source exists', () => {
    const [command] = textsOf(image, 'CMD');
    expect(existsSync(join(root, sourceOf(JSON.parse(command!) as string[])))).toBe(true);
  });
});
