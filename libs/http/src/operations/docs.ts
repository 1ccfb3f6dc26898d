import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { completeDocument } from '../describing/completed';

/** Methods are named so that no two share a name: client generators take them for the calls. */
const options = { operationIdFactory: (_controller: string, method: string) => method };

/** Serves `/openapi.json`, and the same for people at `/docs`. The document is made when it is first asked for. */
export function serveDocs(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Groups')
    .setDescription('Groups of a site: who may found one, who gets in, who runs it.')
    .setVersion('2')
    .addSecurity('token', {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'A JWT, with or without `Bearer `.',
    })
    .build();
  SwaggerModule.setup('docs', app, () => completeDocument(SwaggerModule.createDocument(app, config, options)), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
  });
}
