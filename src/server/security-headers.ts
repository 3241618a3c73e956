// Headers of every answer: nothing from elsewhere runs, nothing is framed, nothing is told to other sites.
import type { FastifyHelmetOptions } from '@fastify/helmet';

const none = ["'none'"];
const self = ["'self'"];

/** `secure`: people reach the server by https, so browsers are told to insist on it. */
export const securityHeaders = (secure: boolean): FastifyHelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: none,
      scriptSrc: self,
      workerSrc: self,
      styleSrc: self,
      imgSrc: ["'self'", 'data:'],
      fontSrc: self,
      connectSrc: self,
      formAction: self,
      frameAncestors: none,
      baseUri: none,
      objectSrc: none,
      requireTrustedTypesFor: ["'script'"],
    },
  },
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: { policy: 'same-origin' },
  crossOriginResourcePolicy: { policy: 'same-origin' },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: secure ? { maxAge: 365 * 86_400, includeSubDomains: false } : false,
  xFrameOptions: { action: 'deny' },
});

/** What browsers may not offer to the console; passkeys need theirs. */
export const permissionsPolicy = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'magnetometer'],
  ...['microphone', 'midi', 'payment', 'usb', 'browsing-topics'],
]
  .map((name) => `${name}=()`)
  .concat('publickey-credentials-get=(self)', 'publickey-credentials-create=(self)')
  .join(', ');
