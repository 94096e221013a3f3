import { z } from 'zod';

// The content security policy forbids `new Function`, which zod would otherwise use to compile its parsers.
z.config({ jitless: true });

export { z };
