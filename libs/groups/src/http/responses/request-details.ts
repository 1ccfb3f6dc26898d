import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { example } from './examples';

/** The property `status` of a request. */
export const RequestStatusProperty = (): PropertyDecorator =>
  ApiProperty({ enum: ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED'], enumName: 'RequestStatus', example: 'PENDING' });
/** The property `createdDate` of a request. */
export const RequestedDateProperty = (): PropertyDecorator =>
  ApiProperty({ format: 'date-time', example: example.date });

/** What became of a request. */
export class RequestDetails {
  @ApiPropertyOptional({ maxLength: 1000, description: 'Why it was rejected, as the requester may read it.' })
  readonly rejectionReason?: string;
}
