import { DEMO_KEY_PASSWORD, DEMO_ORGANISATION } from "../signing/trust/demo-certificate.ts";

/** README beside a set of throwaway keys. */
export const throwawayReadme = `# KHÓA CÔNG KHAI, CHỈ ĐỂ DÙNG THỬ. KHÔNG DÙNG CHO HỆ THỐNG THẬT.

**AI CŨNG CÓ CÁC KHÓA BÍ MẬT NÀY.** Chữ ký tạo bằng chúng không chứng minh được điều gì. Bộ khóa chỉ để chạy thử
(\`npm run demo\`, \`npm run simulator\`, \`npm test\`). Cổng Liên Thông từ chối khởi động với các chứng thư này khi
\`PORTAL_URL\` không phải địa chỉ của chính máy đang chạy, dù tệp được chép đi đâu. Khi triển khai, hãy dùng chứng thư số
do cơ quan có thẩm quyền cấp và trỏ \`SIGNING_KEY\`, \`SIGNING_KEY_PASSWORD\` tới đó.

# PUBLIC KEYS, FOR TRIALS ONLY. NOT FOR REAL SYSTEMS.

**EVERYBODY HAS THESE PRIVATE KEYS.** A signature made with them proves nothing. They are for \`npm run demo\`,
\`npm run simulator\` and \`npm test\`. The gateway refuses to start with them when \`PORTAL_URL\` is not the machine itself,
wherever the files were copied: every certificate names the organisation \`${DEMO_ORGANISATION}\`. For real use, point
\`SIGNING_KEY\` and \`SIGNING_KEY_PASSWORD\` to a certificate from the competent authority.

| tệp / file | nội dung | content |
|---|---|---|
| \`ca.pem\` | chứng thư CA (khóa bí mật của CA không được giữ lại) | CA certificate (its private key was not kept) |
| \`signing.p12\` | khóa ký, chứng thư và CA; mật khẩu \`${DEMO_KEY_PASSWORD}\` | signing key, certificate and CA; password \`${DEMO_KEY_PASSWORD}\` |
| \`signing.pem\` | như trên, dạng PEM, không mật khẩu | the same as PEM, no password |
| \`tls-server.pem\`, \`tls-server.key\` | chứng thư và khóa máy chủ TLS cho localhost, 127.0.0.1, ::1 | TLS server certificate and key for localhost, 127.0.0.1, ::1 |
| \`tls-client.pem\`, \`tls-client.key\` | chứng thư và khóa máy khách TLS | TLS client certificate and key |

Tạo bộ khác / make another set: \`npm run keys -- --out DIR --days 365\`
`;
