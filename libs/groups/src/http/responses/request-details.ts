import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { example } from './examples';

/** The property `status` of a request. */
export const RequestStatusProperty = (): PropertyDecorator =>
  ApiProperty({ enum: ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'], enumName: 'RequestStatus', example: 'PENDING' });
/** The property `createdDate` of a request. */
export const RequestedDateProperty = (): PropertyDecorator =>
  ApiProperty({ format: 'date-time', example: example.date });

/** More about a request. */
export class RequestDetails {
  @ApiPropertyOptional({ maxLength: 1000, description: 'The reason of a rejection. The requester can read it.' })
  readonly rejectionReason?: string;
}
