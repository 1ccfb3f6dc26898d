import { connectionString, WrongEventStoreUrl } from './connection-string';

describe('the connection string', () => {
  it.each([
    ['esdb://db', 'esdb://db?throwOnAppendFailure=true'],
    [
      'kurrentdb://admin:changeit@db:2113/?tls=true',
      'esdb://admin:changeit@db:2113?tls=true&throwOnAppendFailure=true',
    ],
    ['kurrentdb+discover://cluster', 'esdb+discover://cluster?throwOnAppendFailure=true'],
    ['esdb://a,b?throwOnAppendFailure=false&tls=false', 'esdb://a,b?tls=false&throwOnAppendFailure=true'],
    ['esdb://a?tls=false&throwonappendfailure=false', 'esdb://a?tls=false&throwOnAppendFailure=true'],
    ['esdb://a?throwOnAppendFailure=false', 'esdb://a?throwOnAppendFailure=true'],
    ['esdb://me:a:b%40c@db', 'esdb://me:a%3Ab%40c@db?throwOnAppendFailure=true'],
    [
      'esdb://a?TLS-CA-File=/ca.pem&default_deadline=500',
      'esdb://a?TLS-CA-File=/ca.pem&default_deadline=500&throwOnAppendFailure=true',
    ],
  ])('for %s is %s', (url, expected) => expect(connectionString(url)).toBe(expected));

  it.each([
    ['mongodb://me:secret@db'],
    ['esdb://'],
    ['esdb://me@db'],
    ['esdb://:secret@db'],
    ['esdb://me:se@secret@db'],
    ['esdb://me:se/secret@db'],
    ['esdb://me:secret@db?unknown=of'],
    ['esdb://me:secret@db?tls'],
    ['esdb://me:secret@db?tls=true?tlsCAFile=/ca.pem'],
    ['esdb://me:secret@db?tlsVerifyCert=false'],
    ['esdb://me:secret@db?tls-verify-cert=False'],
  ])('is refused for %s with one line that does not contain the URL', (url) => {
    const refused = thrownBy(() => connectionString(url));
    expect(refused).toBeInstanceOf(WrongEventStoreUrl);
    expect((refused as Error).message).not.toMatch(/\n|secret|unknown=of/);
  });
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
