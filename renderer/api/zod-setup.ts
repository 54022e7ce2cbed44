import { z } from 'zod';

// The page's policy forbids `eval`; without this, zod would try it when a schema is made. Import this file first.
z.config({ jitless: true });
