<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search in what the file says</source>
        <translation>在文件信息中搜索</translation>
    </message>
    <message>
        <source>What the file says</source>
        <translation>文件信息</translation>
    </message>
    <message>
        <source>Show what may tell of a person</source>
        <translation>显示可能涉及个人的信息</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open the examples</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the result as…</source>
        <translation>结果另存为…</translation>
    </message>
    <message>
        <source>Export the comparison…</source>
        <translation>导出对比…</translation>
    </message>
    <message>
        <source>Close this image</source>
        <translation>关闭此图像</translation>
    </message>
    <message>
        <source>Measure beside a truth…</source>
        <translation>与真值比较测量…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Fit the picture</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>One pixel to one pixel</source>
        <translation>一比一像素</translation>
    </message>
    <message>
        <source>Reset window and level</source>
        <translation>重置窗宽窗位</translation>
    </message>
    <message>
        <source>Smooth pixels</source>
        <translation>平滑像素</translation>
    </message>
    <message>
        <source>Swipe</source>
        <translation>滑动对比</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排对比</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Words before and after</source>
        <translation>显示“之前”“之后”字样</translation>
    </message>
    <message>
        <source>Letters and scale bar</source>
        <translation>方位字母与比例尺</translation>
    </message>
    <message>
        <source>Show it as it was</source>
        <translation>显示原图</translation>
    </message>
    <message>
        <source>Restore this image</source>
        <translation>复原此图像</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw a region</source>
        <translation>绘制区域</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>下一层</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>上一层</translation>
    </message>
    <message>
        <source>Show the list of images</source>
        <translation>显示图像列表</translation>
    </message>
    <message>
        <source>Show what can be done</source>
        <translation>显示操作栏</translation>
    </message>
    <message>
        <source>Show the prompts</source>
        <translation>显示提示</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Start or go on with a batch</source>
        <translation>开始或继续批处理</translation>
    </message>
    <message>
        <source>Pause or continue the batch</source>
        <translation>暂停或继续批处理</translation>
    </message>
    <message>
        <source>Stop the batch</source>
        <translation>停止批处理</translation>
    </message>
    <message>
        <source>Search commands…</source>
        <translation>搜索命令…</translation>
    </message>
    <message>
        <source>Handbook</source>
        <translation>手册</translation>
    </message>
    <message>
        <source>Copy the log of defects</source>
        <translation>复制故障日志</translation>
    </message>
    <message>
        <source>About DATPRL-IR</source>
        <translation>关于 DATPRL-IR</translation>
    </message>
</context>
<context>
    <name>BandChoice</name>
    <message>
        <source>Bands to restore</source>
        <translation>要复原的波段</translation>
    </message>
    <message>
        <source>The model is given three bands at a time; bands left out stay as they are.</source>
        <translation>模型每次接收三个波段；未选的波段保持不变。</translation>
    </message>
    <message>
        <source>Band {0} of the model&apos;s input</source>
        <translation>模型输入的第 {0} 个波段</translation>
    </message>
    <message>
        <source>The bands go through the model together, in this order.</source>
        <translation>这些波段按此顺序一起送入模型。</translation>
    </message>
    <message>
        <source>All {0}, three at a time</source>
        <translation>全部 {0} 个，每次三个</translation>
    </message>
    <message>
        <source>Three bands…</source>
        <translation>任选三个波段…</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Show the details of the error</source>
        <translation>显示错误详情</translation>
    </message>
    <message>
        <source>Dismiss the error</source>
        <translation>关闭错误提示</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be opened</source>
        <translation>
            <numerusform>有 %n 个文件无法打开</numerusform>
        </translation>
    </message>
    <message>
        <source>The others are in the list.</source>
        <translation>其余文件已在列表中。</translation>
    </message>
</context>
<context>
    <name>BatchPanel</name>
    <message>
        <source>Skip the input</source>
        <translation>跳过该输入</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Rename the new one</source>
        <translation>新结果改名</translation>
    </message>
    <message>
        <source>As the task says</source>
        <translation>由任务决定</translation>
    </message>
    <message>
        <source>Lossless, as it came</source>
        <translation>无损，保持原格式</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Automatic: the model preferred for the domain of each input</source>
        <translation>自动：使用每个输入所属领域的首选模型</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>How much of the correction is applied</source>
        <translation>修正量所占的比例</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>If a result is there already</source>
        <translation>若结果已存在</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>结果名称</translation>
    </message>
    <message>
        <source>May hold {name}, {folder}, {number:03}, {model}, {task}, {scale}</source>
        <translation>可使用 {name}、{folder}、{number:03}、{model}、{task}、{scale}</translation>
    </message>
    <message>
        <source>Format of photos</source>
        <translation>照片格式</translation>
    </message>
    <message>
        <source>None…</source>
        <translation>无…</translation>
    </message>
    <message>
        <source>Folder of ground truths</source>
        <translation>真值文件夹</translation>
    </message>
    <message>
        <source>A folder with the names and folders of the inputs; adds PSNR and SSIM</source>
        <translation>名称和文件夹与输入相同的文件夹；将给出 PSNR 和 SSIM</translation>
    </message>
    <message>
        <source>Look into folders of folders</source>
        <translation>包含子文件夹</translation>
    </message>
    <message>
        <source>Leave out who they show</source>
        <translation>去除个人身份</translation>
    </message>
    <message>
        <source>Names, numbers and dates in the headers of results</source>
        <translation>结果头信息中的姓名、编号和日期</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>The input at hand is dropped; it can be gone on with</source>
        <translation>放弃正在处理的输入；之后可以继续</translation>
    </message>
    <message>
        <source>Retry failed</source>
        <translation>重试失败项</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Results in</source>
        <translation>结果位于</translation>
    </message>
    <message>
        <source>If one is there</source>
        <translation>若已存在</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Photos as</source>
        <translation>照片保存为</translation>
    </message>
    <message>
        <source>Truths in</source>
        <translation>真值位于</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>接着进行</translation>
    </message>
</context>
<context>
    <name>BatchPlace</name>
    <message>
        <source>Drop folders here</source>
        <translation>将文件夹拖到此处</translation>
    </message>
    <message>
        <source>Everything in them is restored: series, volumes, scenes and photos, in folders of folders as well. A bad file stops nothing. What was begun can be gone on with after a stop, a crash or a power cut: drop its folder of results.</source>
        <translation>其中的全部内容都会被复原：序列、体数据、场景和照片，子文件夹也包括在内。损坏的文件不会中断处理。停止、崩溃或断电之后可以继续：将其结果文件夹拖到此处即可。</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>BatchPrompts</name>
    <message>
        <source>Grouped by</source>
        <translation>分组方式</translation>
    </message>
    <message>
        <source>by folder</source>
        <translation>按文件夹</translation>
    </message>
    <message>
        <source>by what they look like</source>
        <translation>按图像外观</translation>
    </message>
    <message>
        <source>Task prompts</source>
        <translation>任务提示</translation>
    </message>
    <message>
        <source>Domain prompts</source>
        <translation>领域提示</translation>
    </message>
    <message>
        <source>Height: share of the images that chose the prompt.</source>
        <translation>高度：选中该提示的图像所占比例。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片 (PNG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>表格 (CSV)…</translation>
    </message>
    <message>
        <source>Everything (JSON)…</source>
        <translation>全部数据 (JSON)…</translation>
    </message>
    <message>
        <source>(the folder itself)</source>
        <translation>（该文件夹本身）</translation>
    </message>
    <message>
        <source>(no profiles)</source>
        <translation>（无参考分布）</translation>
    </message>
    <message>
        <source>When images are done, the prompts that answered to them stand here.</source>
        <translation>图像处理完成后，此处显示响应它们的提示。</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s).</source>
        <translation>
            <numerusform>%n 幅图像。</numerusform>
        </translation>
    </message>
    <message>
        <source>{0} like {1}</source>
        <translation>{0} 幅类似{1}</translation>
    </message>
    <message>
        <source>Most alike: {0}.</source>
        <translation>最相似：{0}。</translation>
    </message>
    <message>
        <source>Export the prompts</source>
        <translation>导出提示</translation>
    </message>
</context>
<context>
    <name>BatchStatus</name>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>Click to see the batch</source>
        <translation>点击查看批处理</translation>
    </message>
</context>
<context>
    <name>BatchTab</name>
    <message>
        <source>Details of the chosen input</source>
        <translation>所选输入的详情</translation>
    </message>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>A batch in {0} is not finished: {1} of {2} inputs are still to do.</source>
        <translation>{0} 中的批处理尚未完成：共 {2} 个输入，还有 {1} 个待处理。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Files to restore</source>
        <translation>要复原的文件</translation>
    </message>
    <message>
        <source>A folder to restore</source>
        <translation>要复原的文件夹</translation>
    </message>
</context>
<context>
    <name>BatchTable</name>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>SSIM</source>
        <translation>SSIM</translation>
    </message>
    <message>
        <source>Closest to</source>
        <translation>最接近</translation>
    </message>
    <message>
        <source>Result or error</source>
        <translation>结果或错误</translation>
    </message>
    <message>
        <source>{0:.1f} s</source>
        <translation>{0:.1f} 秒</translation>
    </message>
    <message>
        <source>Inputs of the batch</source>
        <translation>批处理的输入</translation>
    </message>
</context>
<context>
    <name>BatchWords</name>
    <message>
        <source>{0} done</source>
        <translation>{0} 个完成</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>{0} skipped</source>
        <translation>{0} 个跳过</translation>
    </message>
    <message>
        <source>{0} to do</source>
        <translation>{0} 个待处理</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>{0} DICOM</source>
        <translation>{0} 个 DICOM</translation>
    </message>
    <message>
        <source>{0} NIfTI</source>
        <translation>{0} 个 NIfTI</translation>
    </message>
    <message>
        <source>{0} scenes</source>
        <translation>{0} 个场景</translation>
    </message>
    <message>
        <source>{0} photos</source>
        <translation>{0} 张照片</translation>
    </message>
    <message>
        <source>{0} not recognised</source>
        <translation>{0} 个无法识别</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找图像…</translation>
    </message>
    <message>
        <source>{0} inputs: {1}</source>
        <translation>{0} 个输入：{1}</translation>
    </message>
    <message>
        <source>{0} other files are passed over</source>
        <translation>略过了 {0} 个其他文件</translation>
    </message>
    <message>
        <source>{0} h {1} min left</source>
        <translation>剩余 {0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>{0} min left</source>
        <translation>剩余 {0} 分钟</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>剩余 {0} 秒</translation>
    </message>
    <message>
        <source>Batch {0} of {1}</source>
        <translation>批处理 {0}/{1}</translation>
    </message>
    <message>
        <source>Batch paused at {0} of {1}</source>
        <translation>批处理已暂停于 {0}/{1}</translation>
    </message>
    <message>
        <source>Batch stopped</source>
        <translation>批处理已停止</translation>
    </message>
    <message>
        <source>Batch finished</source>
        <translation>批处理已完成</translation>
    </message>
    <message>
        <source>Batch finished, {0} failed</source>
        <translation>批处理已完成，{0} 个失败</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>What the card of the model says</source>
        <translation>模型卡内容</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Compares the weights file with the checksum on the card</source>
        <translation>将权重文件与模型卡上的校验和比较</translation>
    </message>
    <message>
        <source>Figures by data set</source>
        <translation>各数据集指标</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Degraded</source>
        <translation>退化输入</translation>
    </message>
    <message>
        <source>Best classical</source>
        <translation>最佳传统方法</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>本模型</translation>
    </message>
    <message>
        <source>Gain, dB</source>
        <translation>增益（dB）</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>PSNR in dB and SSIM, means over images that were not trained on; the gain with its standard error. The best classical method was tuned on training images.</source>
        <translation>PSNR（dB）与 SSIM，为未参与训练的图像的均值；增益附标准误差。最佳传统方法的参数在训练图像上调优。</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>局限</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Network and weights</source>
        <translation>网络与权重</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>{0}, version {1}, {2}</source>
        <translation>{0}，版本 {1}，{2}</translation>
    </message>
    <message>
        <source>It has no weights: it is for training, and cannot restore.</source>
        <translation>没有权重：仅供训练，不能用于复原。</translation>
    </message>
    <message>
        <source>No reference output exists that it was compared with.</source>
        <translation>没有可供比较的参考输出。</translation>
    </message>
    <message>
        <source>Not trained for: {0}.</source>
        <translation>未针对以下任务训练：{0}。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Enlarges</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>分块</translation>
    </message>
    <message>
        <source>{0} px, of which {1} px overlap</source>
        <translation>{0} 像素，其中重叠 {1} 像素</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Test this computer</source>
        <translation>测试这台计算机</translation>
    </message>
    <message>
        <source>Restores the example of every kind and compares what is written</source>
        <translation>复原每一类示例并比较写出的结果</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Testing: some seconds</source>
        <translation>测试中：需要几秒钟</translation>
    </message>
    <message>
        <source>All is well.</source>
        <translation>一切正常。</translation>
    </message>
    <message>
        <source>Something is wrong, see ✕.</source>
        <translation>有问题，请看 ✕。</translation>
    </message>
</context>
<context>
    <name>CommandSearch</name>
    <message>
        <source>Command search</source>
        <translation>命令搜索</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>CurvePlot</name>
    <message>
        <source>Show or hide this curve</source>
        <translation>显示或隐藏这条曲线</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
</context>
<context>
    <name>DataList</name>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add a DATA.toml…</source>
        <translation>添加 DATA.toml…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Check the pairs</source>
        <translation>检查图像对</translation>
    </message>
    <message>
        <source>Read every pair</source>
        <translation>读取每一对</translation>
    </message>
    <message>
        <source>Otherwise {0} of each data set</source>
        <translation>否则每个数据集读取 {0} 对</translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>已读</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR 值</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Drop folders of images here</source>
        <translation>将图像文件夹拖放到此处</translation>
    </message>
    <message>
        <source>hq with clean and lq with degraded images of the same names, data sets as they were downloaded, or a DATA.toml</source>
        <translation>hq 中为清晰图像、lq 中为同名的退化图像；或按原样下载的数据集；或 DATA.toml</translation>
    </message>
    <message>
        <source>list of data sets</source>
        <translation>数据集列表</translation>
    </message>
    <message>
        <source>hq and lq</source>
        <translation>hq 与 lq</translation>
    </message>
    <message>
        <source>described pairs</source>
        <translation>带说明的图像对</translation>
    </message>
    <message>
        <source>Task of {0}</source>
        <translation>{0} 的任务</translation>
    </message>
    <message>
        <source>choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>✓ none</source>
        <translation>✓ 无</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s) found, nothing wrong in those that were read.</source>
        <translation>
            <numerusform>找到 %n 对，已读取的各对均无问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder of data sets</source>
        <translation>添加数据集文件夹</translation>
    </message>
    <message>
        <source>Add lists of data sets</source>
        <translation>添加数据集列表</translation>
    </message>
    <message>
        <source>Lists (*.toml)</source>
        <translation>列表 (*.toml)</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>Abdomen</source>
        <translation>腹部</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>脑</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>肺</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>骨</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>纵隔</translation>
    </message>
    <message>
        <source>SUV 0 to 10</source>
        <translation>SUV 0 至 10</translation>
    </message>
    <message>
        <source>SUV 0 to 5</source>
        <translation>SUV 0 至 5</translation>
    </message>
    <message>
        <source>SUV 0 to 20</source>
        <translation>SUV 0 至 20</translation>
    </message>
    <message>
        <source>1 to 99.5 %</source>
        <translation>百分位 1 至 99.5</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>全部数值</translation>
    </message>
    <message>
        <source>Up to 99.9 %</source>
        <translation>至百分位 99.9</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>True colour</source>
        <translation>真彩色</translation>
    </message>
    <message>
        <source>False colour</source>
        <translation>假彩色</translation>
    </message>
    <message>
        <source>Short-wave infrared</source>
        <translation>短波红外</translation>
    </message>
    <message>
        <source>CT</source>
        <translation>CT</translation>
    </message>
    <message>
        <source>PET</source>
        <translation>PET</translation>
    </message>
    <message>
        <source>MRI</source>
        <translation>MRI</translation>
    </message>
    <message>
        <source>Scene</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>SAR</source>
        <translation>SAR</translation>
    </message>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>stored as</source>
        <translation>存储类型</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>pixel size</source>
        <translation>像素大小</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>Domains</name>
    <message>
        <source>Medical</source>
        <translation>医学</translation>
    </message>
    <message>
        <source>Satellite</source>
        <translation>卫星</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>Drop files or folders here</source>
        <translation>将文件或文件夹拖到此处</translation>
    </message>
    <message>
        <source>Open files…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Try it with examples</source>
        <translation>用示例试一试</translation>
    </message>
    <message>
        <source>Opens four small images that come with the program</source>
        <translation>打开随程序提供的四幅小图像</translation>
    </message>
    <message>
        <source>For research use, not for diagnosis.</source>
        <translation>仅供研究，不用于诊断。</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>CT, PET and MRI: a file, a folder or a ZIP</source>
        <translation>CT、PET 和 MRI：文件、文件夹或 ZIP</translation>
    </message>
    <message>
        <source>NIfTI</source>
        <translation>NIfTI</translation>
    </message>
    <message>
        <source>volumes, .nii and .nii.gz</source>
        <translation>体数据，.nii 和 .nii.gz</translation>
    </message>
    <message>
        <source>GeoTIFF</source>
        <translation>GeoTIFF</translation>
    </message>
    <message>
        <source>satellite and aerial scenes of any size</source>
        <translation>任意大小的卫星和航空影像</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>PNG, JPEG, WebP and TIFF, 8 or 16 bits</source>
        <translation>PNG、JPEG、WebP 和 TIFF，8 或 16 位</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Notice</source>
        <translation>须知</translation>
    </message>
    <message>
        <source>Research software: not for diagnostic use. The bundled models are for research only, since some of their training images are; the Models tab states the terms.</source>
        <translation>研究软件：不用于诊断。随附模型仅供研究，因为其部分训练图像仅限研究；条款见“模型”页。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>我已阅读</translation>
    </message>
</context>
<context>
    <name>GateStrip</name>
    <message>
        <source>{0}, block {1}, features of 1/{2} size: {3:.0%} from the prompts</source>
        <translation>{0}，第 {1} 块，1/{2} 尺寸的特征：{3:.0%} 来自提示</translation>
    </message>
    <message>
        <source>middle</source>
        <translation>中间层</translation>
    </message>
    <message>
        <source>decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>refinement</source>
        <translation>精修层</translation>
    </message>
</context>
<context>
    <name>GroupRows</name>
    <message>
        <source>{0}: {1} images</source>
        <translation>{0}：{1} 幅图像</translation>
    </message>
    <message>
        <source>Most look like {0}</source>
        <translation>大多类似{0}</translation>
    </message>
    <message>
        <source>Prompt {0} is chosen by {1:.0%}</source>
        <translation>提示 {0} 被 {1:.0%} 选中</translation>
    </message>
</context>
<context>
    <name>Handle</name>
    <message>
        <source>Line between before and after</source>
        <translation>之前与之后的分界线</translation>
    </message>
    <message>
        <source>Drag, or move by the arrow keys</source>
        <translation>拖动，或用方向键移动</translation>
    </message>
</context>
<context>
    <name>HelpTab</name>
    <message>
        <source>Search the handbook</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Enter goes from place to place</source>
        <translation>按 Enter 逐处跳转</translation>
    </message>
    <message>
        <source>Pages of the handbook</source>
        <translation>手册页面</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Research software: not for diagnostic use.</source>
        <translation>研究软件：不用于诊断。</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决策记录</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Copied, not opened: {0}</source>
        <translation>已复制，未打开：{0}</translation>
    </message>
</context>
<context>
    <name>HistogramChart</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>How often values occur in the picture: filled before, the line after; the upright lines are black and white. The height is the square root of the count.</source>
        <translation>图像中各数值出现的频次：填充为之前，线为之后；竖线为黑与白的位置。高度为计数的平方根。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Why: the prompts</source>
        <translation>为什么：提示</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Values of the picture</source>
        <translation>图像的数值</translation>
    </message>
    <message>
        <source>About this file</source>
        <translation>关于此文件</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Animation (*.gif)</source>
        <translation>动画 (*.gif)</translation>
    </message>
    <message>
        <source>Animation (*.webp)</source>
        <translation>动画 (*.webp)</translation>
    </message>
    <message>
        <source>Animation (*.apng)</source>
        <translation>动画 (*.apng)</translation>
    </message>
    <message>
        <source>Export the comparison</source>
        <translation>导出对比</translation>
    </message>
    <message>
        <source>Not for diagnostic use</source>
        <translation>不得用于诊断</translation>
    </message>
</context>
<context>
    <name>KeyTable</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>All keys as they came</source>
        <translation>恢复默认快捷键</translation>
    </message>
    <message>
        <source>Key for {0}</source>
        <translation>“{0}”的快捷键</translation>
    </message>
    <message>
        <source>{0} is the key of “{1}”; take it away there first.</source>
        <translation>{0} 已是“{1}”的快捷键；请先在那里取消。</translation>
    </message>
</context>
<context>
    <name>LikenessMap</name>
    <message>
        <source>Prompts {0} and {1}: cosine of their values {2:.2f}</source>
        <translation>提示 {0} 与 {1}：其值的余弦 {2:.2f}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Open files</source>
        <translation>打开文件</translation>
    </message>
    <message>
        <source>Open a folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>About DATPRL-IR</source>
        <translation>关于 DATPRL-IR</translation>
    </message>
    <message>
        <source>DATPRL-IR Desktop {0}

Restores medical, satellite and ordinary images with one model.
Research software: not for diagnostic use.</source>
        <translation>DATPRL-IR Desktop {0}

用一个模型复原医学、卫星和普通图像。
研究软件：不用于诊断。</translation>
    </message>
</context>
<context>
    <name>MeasureSection</name>
    <message>
        <source>Choose a truth</source>
        <translation>选择真值</translation>
    </message>
    <message>
        <source>Figure by slice</source>
        <translation>各层指标</translation>
    </message>
    <message>
        <source>Error map</source>
        <translation>误差图</translation>
    </message>
    <message>
        <source>Shows the result less its truth over the picture</source>
        <translation>在图像上显示结果减真值</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>By slice</source>
        <translation>逐层</translation>
    </message>
    <message>
        <source>Thick: result. Dashed: input. A click goes to the slice.</source>
        <translation>粗线：结果。虚线：输入。单击可转到该层。</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder of slices…</source>
        <translation>层文件夹…</translation>
    </message>
    <message>
        <source>Restore the image first; then drop its ground truth here.</source>
        <translation>请先复原图像；然后将其真值拖到此处。</translation>
    </message>
    <message>
        <source>Beside {0}</source>
        <translation>对照 {0}</translation>
    </message>
    <message>
        <source>Drop a ground truth here: a file or folder of any format.</source>
        <translation>将真值拖到此处：任意格式的文件或文件夹。</translation>
    </message>
    <message>
        <source>PSNR and SSIM as 8-bit RGB within {0}, data range 255.</source>
        <translation>PSNR 与 SSIM 按 {0} 内的 8 位 RGB 计算，数据范围 255。</translation>
    </message>
    <message>
        <source>PSNR and SSIM of the values within {0}, data range 1.</source>
        <translation>PSNR 与 SSIM 按 {0} 内的数值计算，数据范围 1。</translation>
    </message>
    <message numerus="yes">
        <source>Means over %n slice(s).</source>
        <translation>
            <numerusform>%n 层的均值。</numerusform>
        </translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>In the truth: {0}</source>
        <translation>真值中：{0}</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean of the hot</source>
        <translation>热区均值</translation>
    </message>
    <message>
        <source>result − truth</source>
        <translation>结果 − 真值</translation>
    </message>
    <message>
        <source>Choose the ground truth</source>
        <translation>选择真值</translation>
    </message>
</context>
<context>
    <name>ModelsTab</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Takes in a released checkpoint (.pth) or a card (.json); or drop it here</source>
        <translation>导入已发布的检查点 (.pth) 或模型卡 (.json)；也可拖到此处</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>✕ cannot be used</source>
        <translation>✕ 无法使用</translation>
    </message>
    <message>
        <source>bundled</source>
        <translation>随附</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>no weights</source>
        <translation>无权重</translation>
    </message>
    <message>
        <source>It came with the program and stays</source>
        <translation>随程序提供，不可删除</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The weights are those of the card.</source>
        <translation>权重与模型卡一致。</translation>
    </message>
    <message>
        <source>Importing {0}…</source>
        <translation>正在导入 {0}…</translation>
    </message>
    <message>
        <source>Delete the model {0} and its weights? This cannot be undone.</source>
        <translation>删除模型 {0} 及其权重？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Import models</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Checkpoints and cards (*.pth *.json)</source>
        <translation>检查点和模型卡 (*.pth *.json)</translation>
    </message>
    <message>
        <source>Imported as {0}.</source>
        <translation>已导入为 {0}。</translation>
    </message>
</context>
<context>
    <name>MoreChoices</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Side of the tiles in pixels</source>
        <translation>分块边长(像素)</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>分块</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Page of the handbook</source>
        <translation>手册页面</translation>
    </message>
</context>
<context>
    <name>Phases</name>
    <message>
        <source>▸ starting</source>
        <translation>▸ 正在启动</translation>
    </message>
    <message>
        <source>▸ training</source>
        <translation>▸ 正在训练</translation>
    </message>
    <message>
        <source>▸ measuring the model</source>
        <translation>▸ 正在测量模型</translation>
    </message>
    <message>
        <source>stopped, saved</source>
        <translation>已停止并保存</translation>
    </message>
    <message>
        <source>✓ finished</source>
        <translation>✓ 已完成</translation>
    </message>
    <message>
        <source>✕ failed</source>
        <translation>✕ 失败</translation>
    </message>
    <message>
        <source>✕ ended without a word</source>
        <translation>✕ 意外结束</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} 秒</translation>
    </message>
    <message>
        <source>{0} min</source>
        <translation>{0} 分钟</translation>
    </message>
    <message>
        <source>{0} h {1} min</source>
        <translation>{0} 小时 {1} 分钟</translation>
    </message>
</context>
<context>
    <name>PlaneBar</name>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>As stored</source>
        <translation>按存储方向</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>层</translation>
    </message>
    <message>
        <source>All three</source>
        <translation>三个平面</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>The fastest there is</source>
        <translation>最快的可用设备</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>As the device does best</source>
        <translation>由设备决定</translation>
    </message>
    <message>
        <source>32 bits</source>
        <translation>32 位</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Language, from the next start on</source>
        <translation>语言（下次启动生效）</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Side of the tiles</source>
        <translation>分块边长</translation>
    </message>
    <message>
        <source>Kept in {0}</source>
        <translation>保存在 {0}</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Reset everything</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>PreferredModels</name>
    <message>
        <source>Used by default</source>
        <translation>默认使用</translation>
    </message>
    <message>
        <source>Model for {0}</source>
        <translation>用于{0}的模型</translation>
    </message>
</context>
<context>
    <name>Presets</name>
    <message>
        <source>A small network, minutes on a processor: is everything set up?</source>
        <translation>小型网络，在处理器上只需几分钟：用于确认一切就绪。</translation>
    </message>
    <message>
        <source>The network of the bundled model: hours on a processor, minutes on a GPU.</source>
        <translation>随附模型的网络：在处理器上需数小时，在 GPU 上需数分钟。</translation>
    </message>
    <message>
        <source>A larger network: hours on one GPU.</source>
        <translation>较大的网络：在一块 GPU 上需数小时。</translation>
    </message>
    <message>
        <source>A short, careful run that starts from the bundled model.</source>
        <translation>从随附模型出发的短时微调。</translation>
    </message>
    <message>
        <source>The paper&apos;s run on nine tasks without any prompt.</source>
        <translation>论文中的九任务训练，不使用任何提示。</translation>
    </message>
    <message>
        <source>A run of the paper: days on several GPUs.</source>
        <translation>论文中的训练：在多块 GPU 上需数天。</translation>
    </message>
</context>
<context>
    <name>PromptChart</name>
    <message>
        <source>Chosen prompts: {0}</source>
        <translation>选中的提示：{0}</translation>
    </message>
    <message>
        <source>Prompt {0} of this pool</source>
        <translation>此池的提示 {0}</translation>
    </message>
    <message>
        <source>Similarity {0:.2f}: cosine of the image&apos;s query and its key</source>
        <translation>相似度 {0:.2f}：图像查询与其键的余弦</translation>
    </message>
    <message>
        <source>Among the top k; weight {0:.0%} of the answer</source>
        <translation>位于前 k 个；占回答权重 {0:.0%}</translation>
    </message>
    <message>
        <source>Not among the top k: no part of the answer</source>
        <translation>不在前 k 个：不参与回答</translation>
    </message>
    <message>
        <source>Usual weight, from the card: {0:.0%}</source>
        <translation>通常权重（来自模型卡）：{0:.0%}</translation>
    </message>
</context>
<context>
    <name>Remembered</name>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Forget all</source>
        <translation>清除全部</translation>
    </message>
    <message>
        <source>The program did not end as it should last time. Open again what was open?</source>
        <translation>程序上次未正常结束。要重新打开当时的内容吗？</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>The batch in {0} did not come to its end. Go on with it?</source>
        <translation>{0} 中的批处理尚未完成。要继续吗？</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The log of defects was copied; it names no file and no patient.</source>
        <translation>故障日志已复制；其中不含文件名和患者信息。</translation>
    </message>
    <message>
        <source>There are no defects in the log.</source>
        <translation>日志中没有故障。</translation>
    </message>
</context>
<context>
    <name>RestorePanel</name>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>{0:.0f} s left</source>
        <translation>剩余 {0:.0f} 秒</translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；未作任何更改。</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>放大倍数</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整幅图像</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>This slice</source>
        <translation>此层</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>层</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More to choose: device, precision, tiles</source>
        <translation>更多选项:设备、精度、分块</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save beside the original, under a name of its own (Ctrl+S)</source>
        <translation>以新名称保存在原图旁边 (Ctrl+S)</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>波段</translation>
    </message>
    <message>
        <source>Exported as {0}</source>
        <translation>已导出为 {0}</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>No model can do this.</source>
        <translation>没有模型能够完成此操作。</translation>
    </message>
    <message>
        <source>The model does not enlarge so far.</source>
        <translation>该模型不支持这样的放大倍数。</translation>
    </message>
    <message>
        <source>Slices can be enlarged only together.</source>
        <translation>各层只能一起放大。</translation>
    </message>
    <message>
        <source>How much of the correction is applied: a blend of the result with the original. A result follows at once, without another restoration.</source>
        <translation>修正量所占的比例：结果与原图的混合。结果立即随之改变，无需再次复原。</translation>
    </message>
    <message>
        <source>How much of the correction is applied. This result is too large for its correction to be kept: restore it again to change its strength.</source>
        <translation>修正量所占的比例。此结果过大，未能保留其修正量：要改变强度，请再次复原。</translation>
    </message>
    <message>
        <source>Waiting for the process that computes…</source>
        <translation>正在等待计算进程…</translation>
    </message>
    <message>
        <source>Saved as {0}</source>
        <translation>已保存为 {0}</translation>
    </message>
    <message>
        <source>Restored by {0}, on {1}.</source>
        <translation>由 {0} 复原，设备：{1}。</translation>
    </message>
    <message>
        <source>{0:.0f} min left</source>
        <translation>剩余 {0:.0f} 分钟</translation>
    </message>
</context>
<context>
    <name>RestoreTab</name>
    <message>
        <source>Choose another name…</source>
        <translation>选择其他名称…</translation>
    </message>
</context>
<context>
    <name>RunView</name>
    <message>
        <source>How the run stands</source>
        <translation>训练状态</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop and save</source>
        <translation>停止并保存</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Add to Models</source>
        <translation>加入模型</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mean since the last line</source>
        <translation>自上一行以来的均值</translation>
    </message>
    <message>
        <source>Held-out images</source>
        <translation>留出的图像</translation>
    </message>
    <message>
        <source>PSNR, dB</source>
        <translation>PSNR（dB）</translation>
    </message>
    <message>
        <source>No images are held out: nothing is validated.</source>
        <translation>没有留出图像：不进行验证。</translation>
    </message>
    <message>
        <source>Log of the run</source>
        <translation>训练日志</translation>
    </message>
    <message>
        <source>as given</source>
        <translation>输入图像</translation>
    </message>
    <message>
        <source>step {0:,} of {1:,}</source>
        <translation>第 {0:,} 步，共 {1:,} 步</translation>
    </message>
    <message>
        <source>{0:.3g} steps/s</source>
        <translation>{0:.3g} 步/秒</translation>
    </message>
    <message>
        <source>{0} left</source>
        <translation>剩余 {0}</translation>
    </message>
</context>
<context>
    <name>SceneList</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>已打开的图像</translation>
    </message>
</context>
<context>
    <name>Sides</name>
    <message>
        <source>after − before</source>
        <translation>之后 − 之前</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>Slice {0}: input {1}, result {2}</source>
        <translation>第 {0} 层：输入 {1}，结果 {2}</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Value under the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>What computes</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading {0}</source>
        <translation>正在读取 {0}</translation>
    </message>
    <message>
        <source>{0:.0f} s left</source>
        <translation>剩余 {0:.0f} 秒</translation>
    </message>
    <message>
        <source>{0:.1f} GB free</source>
        <translation>可用 {0:.1f} GB</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Restore</source>
        <translation>复原</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批处理</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Train (Advanced)</source>
        <translation>训练（高级）</translation>
    </message>
</context>
<context>
    <name>Tasks</name>
    <message>
        <source>photo super-resolution</source>
        <translation>照片超分辨率</translation>
    </message>
    <message>
        <source>deraining</source>
        <translation>去雨</translation>
    </message>
    <message>
        <source>motion deblurring</source>
        <translation>去运动模糊</translation>
    </message>
    <message>
        <source>MRI super-resolution</source>
        <translation>MRI 超分辨率</translation>
    </message>
    <message>
        <source>CT denoising</source>
        <translation>CT 去噪</translation>
    </message>
    <message>
        <source>PET denoising</source>
        <translation>PET 去噪</translation>
    </message>
    <message>
        <source>satellite super-resolution</source>
        <translation>卫星影像超分辨率</translation>
    </message>
    <message>
        <source>cloud removal</source>
        <translation>去云</translation>
    </message>
    <message>
        <source>dehazing</source>
        <translation>去雾</translation>
    </message>
</context>
<context>
    <name>TrainForm</name>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>New training</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>A model learns from your own pairs of images. It runs in a process of its own and goes on when the window is closed.</source>
        <translation>模型从您自己的图像对中学习。训练在独立的进程中运行，关闭窗口后仍会继续。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Folder of the run</source>
        <translation>训练文件夹</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
</context>
<context>
    <name>TrainTab</name>
    <message>
        <source>New training</source>
        <translation>新的训练</translation>
    </message>
    <message>
        <source>Trainings</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Find a run…</source>
        <translation>查找训练…</translation>
    </message>
    <message>
        <source>A folder of a run that lies elsewhere</source>
        <translation>位于别处的训练文件夹</translation>
    </message>
    <message>
        <source>It saves its state after the present step, and ends.</source>
        <translation>当前一步完成后将保存状态并结束。</translation>
    </message>
    <message>
        <source>Adding it to Models as {0}…</source>
        <translation>正在以 {0} 之名加入模型…</translation>
    </message>
    <message>
        <source>Find the folder of a run</source>
        <translation>查找训练的文件夹</translation>
    </message>
    <message>
        <source>It is in Models now, as {0}.</source>
        <translation>已加入模型，名称为 {0}。</translation>
    </message>
</context>
<context>
    <name>TrustSection</name>
    <message>
        <source>What is looked at</source>
        <translation>检查范围</translation>
    </message>
    <message>
        <source>This slice</source>
        <translation>此层</translation>
    </message>
    <message>
        <source>All slices</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Look for guesses</source>
        <translation>查找猜测之处</translation>
    </message>
    <message>
        <source>Self-ensemble: the image is restored turned and mirrored, in eight orientations, and the standard deviation of the results is shown.</source>
        <translation>自集成：将图像旋转和镜像成八个方向分别复原，并显示结果的标准差。</translation>
    </message>
    <message>
        <source>Spread map</source>
        <translation>离散图</translation>
    </message>
    <message>
        <source>Residual map</source>
        <translation>残差图</translation>
    </message>
    <message>
        <source>Data consistency: the result, reduced as its task does, less the input</source>
        <translation>数据一致性：按任务方式缩小后的结果减输入</translation>
    </message>
    <message>
        <source>Threshold of the change</source>
        <translation>变化阈值</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>Changed by more than</source>
        <translation>变化超过</translation>
    </message>
    <message>
        <source>Restore the image to see where the model may have guessed.</source>
        <translation>复原图像后可查看模型可能猜测的位置。</translation>
    </message>
    <message>
        <source>Turned and mirrored, an image shows the same. Where the results of eight orientations differ, the model guessed. It takes eight restorations.</source>
        <translation>图像旋转或镜像后内容不变。八个方向的结果不一致之处即为模型的猜测。需要复原八次。</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) clipped to what the file can hold.</source>
        <translation>
            <numerusform>%n 个值被裁剪到文件可容纳的范围。</numerusform>
        </translation>
    </message>
    <message>
        <source>Slice {0}</source>
        <translation>第 {0} 层</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>离散</translation>
    </message>
    <message>
        <source>{0}: {1} on average, {2} at most</source>
        <translation>{0}：平均 {1}，最大 {2}</translation>
    </message>
    <message>
        <source>Shrunk back: {0} from the input; a plain enlargement {1}</source>
        <translation>缩小后与输入相差 {0}；普通放大相差 {1}</translation>
    </message>
    <message>
        <source>{0:.1%} of the pixels; the largest change is {1}</source>
        <translation>{0:.1%} 的像素；最大变化为 {1}</translation>
    </message>
    <message>
        <source>spread of eight orientations</source>
        <translation>八个方向的离散</translation>
    </message>
    <message>
        <source>shrunk result − input</source>
        <translation>缩小的结果 − 输入</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>How the image is shown</source>
        <translation>图像的显示方式</translation>
    </message>
    <message>
        <source>Window, bands or range of values</source>
        <translation>窗、波段或数值范围</translation>
    </message>
    <message>
        <source>Drag with the right button to change window and level</source>
        <translation>按住右键拖动以改变窗宽窗位</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁对比</translation>
    </message>
    <message>
        <source>Hold to see the image as it was (hold Space)</source>
        <translation>按住以查看原图（按住空格键）</translation>
    </message>
    <message>
        <source>Hold to see the image as it was</source>
        <translation>按住以查看原图</translation>
    </message>
    <message>
        <source>W {0:.0f}  L {1:.0f} HU</source>
        <translation>窗宽 {0:.0f}  窗位 {1:.0f} HU</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>Why</name>
    <message>
        <source>Usual weights of</source>
        <translation>通常权重：</translation>
    </message>
    <message>
        <source>Task prompts</source>
        <translation>任务提示</translation>
    </message>
    <message>
        <source>Domain prompts</source>
        <translation>领域提示</translation>
    </message>
    <message>
        <source>How far the prompts speak in each block</source>
        <translation>提示在各块中的作用程度</translation>
    </message>
    <message>
        <source>Ask every slice</source>
        <translation>逐层询问</translation>
    </message>
    <message>
        <source>A volume is asked once, so that slices do not flicker. This asks each alone.</source>
        <translation>体数据只询问一次，以免各层闪烁。此处逐层单独询问。</translation>
    </message>
    <message>
        <source>The model&apos;s pools</source>
        <translation>模型的提示池</translation>
    </message>
    <message>
        <source>What this means</source>
        <translation>含义说明</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>How far the prompts speak</source>
        <translation>提示的作用程度</translation>
    </message>
    <message>
        <source>How alike the prompts are</source>
        <translation>提示之间的相似程度</translation>
    </message>
    <message>
        <source>Blue: alike, pale: unrelated, orange: opposed. Each square is a pair of prompts; off the diagonal, blue means that one of the two could be spared.</source>
        <translation>蓝色：相似；浅色：无关；橙色：相反。每个方格是一对提示；对角线以外的蓝色表示两者之一可以省去。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Picture (PNG)…</source>
        <translation>图片 (PNG)…</translation>
    </message>
    <message>
        <source>Table (CSV)…</source>
        <translation>表格 (CSV)…</translation>
    </message>
    <message>
        <source>Everything (JSON)…</source>
        <translation>全部数据 (JSON)…</translation>
    </message>
    <message>
        <source>the closest task</source>
        <translation>最接近的任务</translation>
    </message>
    <message>
        <source>Restore the image to see which of the model&apos;s prompts answer to it.</source>
        <translation>复原图像后可查看模型的哪些提示作出响应。</translation>
    </message>
    <message>
        <source>This model has no prompts.</source>
        <translation>此模型没有提示。</translation>
    </message>
    <message>
        <source>A likeness to training images, no finding: of those for {0}, the prompts recognise {1:.0%}.</source>
        <translation>这是与训练图像的相似性，并非诊断结论：对{0}的训练图像，提示能识别 {1:.0%}。</translation>
    </message>
    <message>
        <source>The card of this model has no profiles to compare the prompts with.</source>
        <translation>此模型卡没有可供比较的参考分布。</translation>
    </message>
    <message>
        <source>Looks most like {0}, {1:.2f}</source>
        <translation>最像{0}，{1:.2f}</translation>
    </message>
    <message>
        <source>then {0}, {1:.2f}</source>
        <translation>其次是{0}，{1:.2f}</translation>
    </message>
    <message>
        <source>Height: similarity. Filled: chosen. Number: weight in %.</source>
        <translation>高度：相似度。实心：选中。数字：权重（%）。</translation>
    </message>
    <message>
        <source>Line: usual weight for {0}.</source>
        <translation>线：{0}的通常权重。</translation>
    </message>
    <message>
        <source>{0}, number {1}</source>
        <translation>{0}，编号 {1}</translation>
    </message>
    <message>
        <source>no data set of the card uses it</source>
        <translation>模型卡中没有数据集使用它</translation>
    </message>
    <message>
        <source>{0}: used most by {1}</source>
        <translation>{0}：最常用于 {1}</translation>
    </message>
    <message>
        <source>Chosen by slices</source>
        <translation>按层选择</translation>
    </message>
    <message>
        <source>Chosen by the open images</source>
        <translation>按已打开图像选择</translation>
    </message>
    <message>
        <source>Export the prompts</source>
        <translation>导出提示</translation>
    </message>
</context>
</TS>
