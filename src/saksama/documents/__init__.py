"""Numbers, letters, tables and codes that leave the office: PDF, XLSX, QR, sealing, verification."""
