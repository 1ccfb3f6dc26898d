import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { sampleApp } from '../sample-app.examples';

// In a file of its own: Nest keeps the logger of the first application of a process.
it('a port that is taken is not logged: whoever starts the process gets the error, and reports it in one line', async () => {
  const lines: string[] = [];
  const app = await sampleApp({ env: { LOG_LEVEL: 'info' }, logTo: { write: (line) => void lines.push(line) } });
  const other = createServer();
  await once(other.listen(0, '127.0.0.1'), 'listening');
  const { port } = other.address() as AddressInfo;
  await expect(app.listen({ port, host: '127.0.0.1' })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(lines).toEqual([]);
  await app.close();
  other.close();
});
