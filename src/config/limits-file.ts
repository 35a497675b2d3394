import { z } from "zod";
import {
  DEFAULT_HTTP_LIMITS as usual,
  READ_ASIDE_FROM_KIB as aside,
  READING_THREAD_MIB,
} from "#core/ports/http-limits.ts";

/** `limits`: what the HTTP API takes in and gives out at most. */
export const limitsFile = z
  .strictObject({
    maxBodyBytes: z
      .int()
      .min(1024)
      .default(usual.maxBodyBytes)
      .describe(
        "Thân yêu cầu JSON hoặc XML lớn nhất, tính bằng byte. Largest body of a JSON or XML request, in bytes.",
      ),
    maxLineBytes: z
      .int()
      .min(1024)
      .default(usual.maxLineBytes)
      .describe(
        "Dòng NDJSON dài nhất, tính bằng byte; cả yêu cầu dài bao nhiêu cũng được. Longest line of an NDJSON request, in bytes; the whole may have any length.",
      ),
    maxBatch: z
      .int()
      .min(1)
      .max(5000)
      .default(usual.maxBatch)
      .describe("Số hồ sơ nhiều nhất trong một lần gửi JSON. Most dossiers in one JSON batch."),
    maxDepth: z
      .int()
      .min(4)
      .max(200)
      .default(usual.maxDepth)
      .describe("Độ sâu lồng nhau lớn nhất của JSON hoặc XML. Deepest nesting of JSON or XML."),
    maxXmlElements: z
      .int()
      .min(100)
      .default(usual.maxXmlElements)
      .describe(
        "Số phần tử và thuộc tính nhiều nhất trong một yêu cầu XML. Most elements and attributes in an XML request.",
      ),
    maxValues: z
      .int()
      .min(1000)
      .default(usual.maxValues)
      .describe(
        "Số giá trị (trường và phần tử danh sách) nhiều nhất trong một yêu cầu JSON. Most values (members and entries) in a JSON request.",
      ),
    maxDossierValues: z
      .int()
      .min(1000)
      .max(50_000)
      .default(usual.maxDossierValues)
      .describe("Số giá trị nhiều nhất trong một hồ sơ. Most values in one dossier."),
    maxStreams: z
      .int()
      .min(2)
      .max(1000)
      .default(usual.maxStreams)
      .describe(
        "Số lần gửi NDJSON mở cùng lúc; không máy khách nào được giữ nhiều hơn phần còn trống cho máy khác. NDJSON pushes that are open at once; no client may hold more than is left for the others.",
      ),
    maxLines: z
      .int()
      .min(0)
      .default(usual.maxLines)
      .describe(
        "Số dòng nhiều nhất của một lần gửi NDJSON; 0: không giới hạn. Most lines of an NDJSON push; 0: any number.",
      ),
    maxRejectedLines: z
      .int()
      .min(1)
      .default(usual.maxRejectedLines)
      .describe(
        "Số dòng bị từ chối trong một lần gửi NDJSON, sau đó phần còn lại không được đọc nữa. Refused lines of an NDJSON push after which the rest is not read.",
      ),
    maxStreamSeconds: z
      .int()
      .min(10)
      .default(usual.maxStreamSeconds)
      .describe("Số giây lâu nhất của một lần gửi NDJSON. Longest that an NDJSON push may take, in seconds."),
    maxBodySeconds: z
      .int()
      .min(1)
      .max(3600)
      .default(usual.maxBodySeconds)
      .describe(
        "Số giây lâu nhất để nội dung một yêu cầu đến hết; với NDJSON là khoảng im lặng dài nhất. Longest that a body may take to arrive, in seconds; of NDJSON, the longest silence.",
      ),
    maxHeaderSeconds: z
      .int()
      .min(1)
      .max(300)
      .default(usual.maxHeaderSeconds)
      .describe("Số giây lâu nhất để phần đầu một yêu cầu đến hết. Longest that the headers of a request may take."),
    maxIdleSeconds: z
      .int()
      .min(1)
      .max(600)
      .default(usual.maxIdleSeconds)
      .describe(
        "Số giây giữ kết nối đang nhàn rỗi; nên lâu hơn reverse proxy đứng trước (thường 60), nếu không proxy có lúc gửi vào kết nối vừa đóng. For how long a connection without a request stays open; longer than a proxy in front keeps it (60 mostly), which otherwise sends into one that was just closed.",
      ),
    maxConnections: z
      .int()
      .min(10)
      .default(usual.maxConnections)
      .describe("Số kết nối mở cùng lúc; kết nối vượt quá bị ngắt ngay. Connections at once; more are cut at once."),
    maxHeldBytes: z
      .int()
      .min(1_048_576)
      .default(usual.maxHeldBytes)
      .describe(
        "Số byte nội dung giữ trong bộ nhớ cùng lúc cho mọi máy khách; không máy nào được giữ nhiều hơn phần còn trống cho máy khác, vượt quá thì bị trả lời 429. Bytes of bodies held in memory for all clients; none may hold more than is left for the others, more is answered 429.",
      ),
    readingThreads: z
      .int()
      .min(1)
      .max(16)
      .default(usual.readingThreads)
      .describe(
        `Số luồng đọc các nội dung từ ${aside.json} KB (XML từ ${aside.xml} KB) trở lên, mỗi luồng dùng nhiều nhất ${READING_THREAD_MIB} MB. Threads that read bodies of ${aside.json} KB (XML: ${aside.xml} KB) and more; each uses ${READING_THREAD_MIB} MB at most.`,
      ),
    maxReadingSeconds: z
      .int()
      .min(1)
      .max(120)
      .default(usual.maxReadingSeconds)
      .describe(
        "Số giây lâu nhất để đọc một nội dung; quá thì từ chối nội dung đó. Longest that reading one body may take, in seconds; beyond it that body is refused.",
      ),
    maxWaitSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(usual.maxWaitSeconds)
      .describe(
        "Số giây lâu nhất một lượt đọc danh sách thay đổi được chờ tin mới. Longest that a reader of the feed of changes may wait for news, in seconds.",
      ),
    maxWaiting: z
      .int()
      .min(0)
      .max(10_000)
      .default(usual.maxWaiting)
      .describe(
        "Số lượt đọc cùng lúc được chờ tin mới; lượt vượt quá được trả lời ngay, không chờ. Readers that may wait for news at the same time; more are answered at once.",
      ),
    maxPageSize: z
      .int()
      .min(1)
      .max(1000)
      .default(usual.maxPageSize)
      .describe("Số dòng nhiều nhất mỗi trang của một danh sách. Most rows in one page of a list."),
    maxWaitingMessages: z
      .int()
      .min(1)
      .default(usual.maxWaitingMessages)
      .describe(
        "Số thông điệp nhiều nhất được chờ gửi; vượt quá thì lần gửi hồ sơ bị trả lời 429 cho đến khi hàng đợi có chỗ. Most messages that wait for delivery; beyond it pushes are answered 429 until there is room.",
      ),
    maxPushesInFlight: z
      .int()
      .min(1)
      .max(10_000)
      .default(usual.maxPushesInFlight)
      .describe(
        "Số lần gửi hồ sơ được xử lý cùng lúc; vượt quá thì bị trả lời 429. Pushes that are worked on at once; more are answered 429.",
      ),
    minFreeDiskBytes: z
      .int()
      .min(0)
      .default(usual.minFreeDiskBytes)
      .describe(
        "Số byte phải còn trống trên đĩa của cơ sở dữ liệu nhúng; thấp hơn thì không nhận thêm gì, lần gửi hồ sơ bị trả lời 503. Bytes that must be free on the disk of the embedded database; below it nothing more is taken in and pushes are answered 503.",
      ),
    maxEvidenceBytes: z
      .int()
      .min(1024)
      .max(1024 ** 3)
      .default(usual.maxEvidenceBytes)
      .describe(
        "Tổng số byte phong bì nhiều nhất trong một gói bằng chứng. Most bytes of envelopes in one evidence container.",
      ),
    maxWrongKeys: z
      .int()
      .min(1)
      .max(100_000)
      .default(usual.maxWrongKeys)
      .describe(
        "Số khóa API sai mà một địa chỉ được thử trong mười phút; vượt quá thì mọi khóa lạ từ đó bị trả lời 429. Wrong API keys one address may show within ten minutes; beyond it every key from there that was not used before is answered 429.",
      ),
  })
  .prefault({})
  .describe(
    "Giới hạn của API: lượng dữ liệu vào, ra nhiều nhất và khi nào thôi nhận hồ sơ. Limits of the API: the most it takes in and gives out, and when it takes no more dossiers.",
  );
