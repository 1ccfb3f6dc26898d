import { connectionString } from './connection-string';

describe('the connection string', () => {
  it.each([
    ['esdb://db', 'esdb://db?throwOnAppendFailure=true'],
    [
      'kurrentdb://admin:changeit@db:2113/?tls=true',
      'esdb://admin:changeit@db:2113/?tls=true&throwOnAppendFailure=true',
    ],
    ['kurrentdb+discover://cluster', 'esdb+discover://cluster?throwOnAppendFailure=true'],
    ['esdb://a,b?throwOnAppendFailure=false&tls=false', 'esdb://a,b?tls=false&throwOnAppendFailure=true'],
    ['esdb://a?tls=false&throwonappendfailure=false', 'esdb://a?tls=false&throwOnAppendFailure=true'],
    ['esdb://a?throwOnAppendFailure=false', 'esdb://a?throwOnAppendFailure=true'],
  ])('of %s is %s', (url, expected) => expect(connectionString(url)).toBe(expected));
});
